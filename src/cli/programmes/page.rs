//! A programme as a Markdown page.

use crate::cli::dated::in_force;
use crate::cli::markdown::Markdown;
use crate::figures::number::short;
use crate::parameters::Keyword;
use crate::programmes::{Bearer, Draft, Fee, Loss, Programme, Quantity, Relending, Subsidy, SubsidyRate};
use crate::words::{Arg, Between, Language, Message, say};

/// Most decimals of a number in the form for people.
const DECIMALS: u32 = 4;

/// The page in one language.
pub(super) fn markdown(draft: &Draft, programme: &Programme, language: Language) -> String {
    // Below an English title comes the document's own Chinese title.
    let own_title = programme.title_zh.as_ref().filter(|_| language == Language::En);
    let lines = [own_title, programme.source.as_ref()].into_iter().flatten();
    let mut page = Page { programme, page: Markdown::titled(&programme.heading(), lines, language) };
    page.page.paragraph(&say!(
        programmes::page_basis,
        instrument = instrument(programme),
        basis = say!(programmes::basis, basis = programme.basis.as_str())
    ));
    if !programme.illustrative.is_empty() {
        let keys = Arg::all(programme.illustrative.iter().map(|key| format!("`{key}`")));
        page.page.paragraph(&say!(programmes::page_illustrative, keys = keys));
    }
    if let Some(note) = &programme.note {
        page.page.paragraph(&say!(programmes::page_note, note = note.clone()));
    }
    page.rules();
    page.terms();
    page.beside(draft);
    page.required();
    page.page.list(&say!(scorecards::page_dated), in_force(&programme.in_force));
    page.page.text
}

/// The kind of instrument in words.
pub(super) fn instrument(programme: &Programme) -> Message {
    programme.instrument.about()
}

/// The page so far.
struct Page<'p> {
    programme: &'p Programme,
    page: Markdown,
}

impl Page<'_> {
    /// Rules, each with its reason, and with its document if that is another one than the programme's.
    fn rules(&mut self) {
        let programme = self.programme;
        let rules = programme.rules.iter().map(|rule| {
            let said = say!(
                programmes::page_rule,
                rule = one_line(rule.when.source()),
                reason = rule.reason.clone()
            );
            let other = rule.source.as_ref().filter(|source| Some(*source) != programme.source.as_ref());
            let other = other.map(|source| Message::verbatim(source.as_str()));
            Message::joined(Between::Clauses, std::iter::once(said).chain(other))
        });
        self.page.list(&say!(programmes::page_rules), rules);
    }

    fn terms(&mut self) {
        let one = self.programme;
        let cap = one.cap.as_ref().map(|cap| say!(programmes::term_cap, sum = quantity(cap)));
        let months =
            one.months.as_ref().map(|months| say!(programmes::term_months, months = quantity(months)));
        let terms = cap.into_iter().chain(months).chain(one.loss.iter().flat_map(loss));
        let terms = terms.chain(one.fee.as_ref().map(fee)).chain(one.subsidy.iter().flat_map(subsidy));
        let mut terms = terms.chain(one.relending.iter().flat_map(relending)).peekable();
        if terms.peek().is_none() {
            self.page.paragraph(&say!(programmes::page_route));
        }
        self.page.list(&say!(programmes::page_terms), terms);
    }

    /// What it excludes, its layer, and the fields that it adds.
    fn beside(&mut self, draft: &Draft) {
        let words: Vec<String> = draft.exclusive().map(|word| format!("`{word}`")).collect();
        let exclusive =
            (!words.is_empty()).then(|| say!(programmes::page_exclusive, words = Arg::all(words)));
        let layer = self.programme.layer.as_ref();
        let layer = layer.map(|layer| say!(programmes::page_layer, rule = one_line(layer.source())));
        self.page.list(&say!(programmes::page_beside), exclusive.into_iter().chain(layer));
        let fields = draft.fields().map(|field| {
            let about = field.description.as_ref().unwrap_or(&field.title);
            let about = Message::title(about, Some(&field.title));
            match &field.unit {
                Some(unit) => {
                    say!(programmes::page_field_unit, name = &field.name, title = about, unit = unit)
                }
                None => say!(programmes::page_field, name = &field.name, title = about),
            }
        });
        self.page.list(&say!(programmes::page_fields), fields);
    }

    fn required(&mut self) {
        let id = &self.programme.id;
        let keys = self.programme.required();
        self.page.list(
            &say!(programmes::page_required),
            keys.map(|key| say!(programmes::page_required_key, id = id, key = key)),
        );
    }
}

/// Shares of a loss by bearer, their limits, and the limit of the compensation.
fn loss(loss: &Loss) -> Vec<Message> {
    let share = |(bearer, share): &(Bearer, Quantity)| {
        say!(programmes::term_share, bearer = bearer.about(), share = quantity(share))
    };
    let mut terms: Vec<Message> = loss.shares.iter().map(share).collect();
    terms.push(say!(programmes::term_rest, bearer = loss.rest.about()));
    let limit = |number| short(f64::try_from(number).unwrap_or(f64::NAN));
    terms.extend(
        loss.least.iter().map(|(bearer, share)| {
            say!(programmes::term_least, bearer = bearer.about(), share = limit(*share))
        }),
    );
    terms.extend(
        loss.most.iter().map(|(bearer, share)| {
            say!(programmes::term_most, bearer = bearer.about(), share = limit(*share))
        }),
    );
    terms.extend(loss.cap.map(|cap| say!(programmes::term_compensation, share = cap.to_string())));
    terms
}

fn fee(fee: &Fee) -> Message {
    say!(programmes::term_fee, rate = quantity(&fee.rate), payer = fee.payer.about())
}

fn subsidy(subsidy: &Subsidy) -> Vec<Message> {
    let payer = subsidy.payer.about();
    let rate = match &subsidy.rate {
        SubsidyRate::Points(points) => {
            say!(programmes::term_points, points = quantity(points), payer = payer)
        }
        SubsidyRate::Share(share) => {
            say!(programmes::term_subsidy, share = quantity(share), of = subsidy.of.about(), payer = payer)
        }
    };
    let premium = subsidy.premium.as_ref();
    let premium = premium.map(|premium| say!(programmes::term_premium, premium = quantity(premium)));
    let years = subsidy.years.as_ref().map(|years| say!(programmes::term_years, years = quantity(years)));
    let cap = subsidy.cap.as_ref().map(|cap| say!(programmes::term_subsidy_cap, sum = quantity(cap)));
    [Some(rate), premium, years, cap].into_iter().flatten().collect()
}

fn relending(relending: &Relending) -> Vec<Message> {
    let (rate, share) = (quantity(&relending.rate), quantity(&relending.share));
    let quota = relending.quota.map(|quota| say!(programmes::term_quota, sum = short(quota)));
    std::iter::once(say!(programmes::term_relending, rate = rate, share = share)).chain(quota).collect()
}

/// A number, a rule between backticks, or what the campaign gives.
fn quantity(quantity: &Quantity) -> Message {
    match quantity {
        Quantity::Fixed(number) if number.scale() <= DECIMALS => {
            Message::verbatim(short(f64::try_from(*number).unwrap_or(f64::NAN)))
        }
        Quantity::Fixed(number) => Message::verbatim(number.to_string()),
        Quantity::Rule { expr, .. } => Message::verbatim(format!("`{}`", one_line(expr.source()))),
        Quantity::Required => say!(programmes::set_by_campaign),
    }
}

fn one_line(rule: &str) -> String {
    rule.split_whitespace().collect::<Vec<_>>().join(" ")
}
