//! Public money in the local pools of programmes.

use std::collections::BTreeMap;

use super::bearer::Bearer;
use super::money::Money;
use super::programme::Programme;
use crate::finding::{Code, Finding, Place, nearest};
use crate::words::{Arg, say};

/// A sum in a local pool.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolSum {
    /// Id of the programme whose pool it is; `None` for the only pool.
    pub programme: Option<String>,
    /// The sum.
    pub sum: Money,
}

impl Programme {
    /// Whether a local pool bears a share of its losses.
    pub fn has_pool(&self) -> bool {
        let of_loss = |loss: &super::programme::Loss| {
            loss.rest == Bearer::Pool || loss.shares.iter().any(|(bearer, _)| *bearer == Bearer::Pool)
        };
        self.loss.as_ref().is_some_and(of_loss)
    }
}

/// The sums by position of the programme among `all`; each is given with the place of its faults.
///
/// # Errors
/// A sum for a programme without a pool, two sums for one pool, or one sum without an id for several pools.
pub fn by_programme(all: &[Programme], sums: &[(PoolSum, Place)]) -> Result<BTreeMap<usize, Money>, Finding> {
    let pools: Vec<(usize, &str)> = all
        .iter()
        .enumerate()
        .filter(|(_, one)| one.has_pool())
        .map(|(at, one)| (at, one.id.as_str()))
        .collect();
    let ids = || Arg::all(pools.iter().map(|(_, id)| *id));
    let mut found = BTreeMap::new();
    for (PoolSum { programme, sum }, place) in sums {
        let fault = |code, message| Finding::new(code, place.clone(), message);
        let at = match (programme, pools.as_slice()) {
            (_, []) => {
                let fault = fault(Code::KeyIdle, say!(programmes::pool_none));
                return Err(fault.help(say!(programmes::pool_none_help)));
            }
            (None, [(at, _)]) => *at,
            (None, _) => {
                let fault = fault(Code::ValueInvalid, say!(programmes::pool_several, ids = ids()));
                return Err(fault.help(say!(programmes::pool_several_help, id = pools[0].1)));
            }
            (Some(id), pools) => match pools.iter().find(|(_, known)| known == id) {
                Some((at, _)) => *at,
                None => {
                    let help = match nearest(id, pools.iter().map(|(_, known)| *known)) {
                        Some(near) => say!(parameters::did_you_mean, near = near),
                        None => say!(programmes::pool_unknown_help, ids = ids()),
                    };
                    return Err(fault(Code::NameUnknown, say!(programmes::pool_unknown, id = id)).help(help));
                }
            },
        };
        if found.insert(at, *sum).is_some() {
            let fault = fault(Code::NameRepeated, say!(programmes::pool_twice, id = &all[at].id));
            return Err(fault.help(say!(programmes::pool_twice_help)));
        }
    }
    Ok(found)
}
