//! The parts that columns of a supplement take.

/// The part that a column takes in a field's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It joins rows with firms.
    Key,
    /// It gives the value.
    Value,
    /// Rows of its keys are counted.
    Count,
    /// Its values are added up.
    Sum,
    /// It gives the greatest value.
    Max,
    /// It gives the value of the latest row.
    Latest,
    /// It orders rows for the latest one.
    On,
    /// The firm of its keys is listed.
    Listed,
    /// The rule that selects rows reads it.
    Where,
}

impl How {
    /// The word in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            How::Key => "key",
            How::Value => "value",
            How::Count => "count",
            How::Sum => "sum",
            How::Max => "max",
            How::Latest => "latest",
            How::On => "on",
            How::Listed => "listed",
            How::Where => "where",
        }
    }
}
