"""Matchings of random markets against algmatch, and against every matching there is.

Usage: matching.py PROGRAM, where PROGRAM is the example `peers`: it reads cases as JSON lines and answers each.
algmatch has hospitals and residents, so each firm to one institution at most; it takes no hospital without a place. Where
firms go to two institutions, small markets are gone through whole: the answer must be the stable matching that every firm
likes best.
"""

import json
import subprocess
import sys
from itertools import combinations, product

import numpy as np
from algmatch import HR

random = np.random.default_rng(20260401)


def market(firms, institutions, at_most, least_places, most_places, shares=(0.3, 0.7, 1.0)):
    """Lists that leave some out on either side; a wish stands only where the institution would have the firm."""
    would = random.uniform(size=(firms, institutions)) < random.choice(shares)
    wishes = [[int(at) for at in random.permutation(institutions) if would[firm, at]] for firm in range(firms)]
    orders = [[int(firm) for firm in random.permutation(firms) if would[firm, at]] for at in range(institutions)]
    capacities = [int(places) for places in random.integers(least_places, most_places + 1, institutions)]
    return {"wishes": wishes, "orders": orders, "capacities": capacities, "at_most": at_most}


def by_firm(lists, firms):
    return [{at for at, listed in enumerate(lists) if firm in listed} for firm in range(firms)]


def blocking(case, lists):
    """Pairs that are not matched and would both have each other, by the definition."""
    of = by_firm(lists, len(case["wishes"]))
    for firm, wishes in enumerate(case["wishes"]):
        kept = [place for place, at in enumerate(wishes) if at in of[firm]]
        last = kept[-1] if len(kept) >= case["at_most"] else len(wishes)
        for at in wishes[:last]:
            order, places = case["orders"][at], case["capacities"][at]
            worst = max(map(order.index, lists[at]), default=-1)
            if firm not in lists[at] and (len(lists[at]) < places or (places and order.index(firm) < worst)):
                yield firm, at


def within_limits(case, lists):
    of = by_firm(lists, len(case["wishes"]))
    return (
        all(len(set(listed)) == len(listed) <= places for listed, places in zip(lists, case["capacities"], strict=True))
        and all(len(own) <= case["at_most"] and own <= set(wishes) for own, wishes in zip(of, case["wishes"], strict=True))
    )


def peer(case):
    """algmatch's lists, best for residents; it counts from 1, and institutions without a place are left out."""
    places = case["capacities"]
    residents = {firm + 1: [at + 1 for at in wishes if places[at]] for firm, wishes in enumerate(case["wishes"])}
    hospitals = {
        at + 1: {"capacity": places[at], "preferences": [firm + 1 for firm in order]}
        for at, order in enumerate(case["orders"])
        if places[at]
    }
    found = HR(dictionary={"residents": residents, "hospitals": hospitals}, optimised_side="residents").get_stable_matching()
    assert found is not None, f"algmatch's own matching of {case} is not stable"
    lists = [set() for _ in places]
    for resident, hospital in found["resident_sided"].items():
        if hospital:
            lists[int(hospital[1:]) - 1].add(int(resident[1:]) - 1)
    return lists


def stable(case):
    """Every stable matching, of all there are."""
    some = lambda wishes: [set(own) for many in range(case["at_most"] + 1) for own in combinations(wishes, many)]
    for of in product(*map(some, case["wishes"])):
        lists = [{firm for firm, own in enumerate(of) if at in own} for at in range(len(case["orders"]))]
        if within_limits(case, lists) and not any(blocking(case, lists)):
            yield of


def keeps(wishes, at_most, own, other):
    """Whether a firm that might choose from both would keep what it has."""
    return own == set([at for at in wishes if at in own | other][:at_most])


def main():
    size = lambda least, most: int(random.integers(least, most + 1))
    ones = [market(size(1, 30), size(1, 8), 1, 0, 5) for _ in range(500)]
    few = [market(size(1, 5), size(1, 3), 1 + n % 2, 0, 3) for n in range(200)]
    # As many places as wishes for them, and all would have all: such markets have several stable matchings.
    few += [market(3 + n % 2, 3 + n % 2, 1 + n % 4 // 2, 1 + n % 4 // 2, 1 + n % 4 // 2, [1.0]) for n in range(200)]
    wide = [market(size(2, 30), size(2, 8), size(2, 3), 0, 5) for _ in range(300)]
    cases = ones + few + wide
    lines = "".join(json.dumps(case) + "\n" for case in cases)
    answers = subprocess.run([sys.argv[1], "match"], input=lines, capture_output=True, text=True, check=True).stdout.splitlines()
    answers = [json.loads(answer) for answer in answers]
    for case, lists in zip(cases, answers, strict=True):
        assert within_limits(case, lists), f"{lists} breaks the limits of {case}"
        assert all(listed == sorted(listed, key=order.index) for listed, order in zip(lists, case["orders"], strict=True)), lists
        assert not list(blocking(case, lists)), f"{lists} of {case} is blocked by {list(blocking(case, lists))}"
    placed = 0
    for case, lists in zip(ones, answers[: len(ones)], strict=True):
        theirs = peer(case)
        assert [set(listed) for listed in lists] == theirs, f"{lists} of {case} is not {theirs}"
        placed += sum(map(len, lists))
    choices = {1: 0, 2: 0}
    for case, lists in zip(few, answers[len(ones) : len(ones) + len(few)], strict=True):
        ours = by_firm(lists, len(case["wishes"]))
        every = list(stable(case))
        assert tuple(ours) in every, f"{lists} is not among the stable matchings of {case}"
        choices[case["at_most"]] += len(every) > 1
        for other in every:
            for wishes, own, theirs in zip(case["wishes"], ours, other, strict=True):
                assert keeps(wishes, case["at_most"], own, theirs), f"{other} of {case} is better for a firm than {ours}"
    assert placed > 2_000 and min(choices.values()) > 10, (placed, choices)
    print(f"{len(ones)} markets are matched as algmatch does, {placed} firms placed")
    print(f"{len(few)} markets gone through whole, {sum(choices.values())} of them with several stable matchings: ours is best for every firm")
    print(f"{len(cases)} matchings have no blocking pair")


if __name__ == "__main__":
    main()
