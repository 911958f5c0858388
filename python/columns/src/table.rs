//! A table while it is being filled: one Arrow builder a column.

use crate::schema::{Kind, TableSchema};
use arrow_array::builder::{
    ArrayBuilder, BinaryBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int32Builder, ListBuilder,
    StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::ArrowError;
use std::sync::Arc;

/// What stands in a row under a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    None,
    /// Words.
    Text(String),
    /// A whole number.
    Int(i32),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// Days since 1970-01-01.
    Day(i32),
    /// Several words.
    Texts(Vec<String>),
    /// Several whole numbers.
    Ints(Vec<i32>),
    /// Bytes.
    Bytes(Vec<u8>),
}

impl Cell {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }

    /// Words, where there are any.
    pub fn opt(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::None, Self::text)
    }

    /// A position or count; nothing beyond what a column holds.
    pub fn int(number: impl TryInto<i32>) -> Self {
        number.try_into().map_or(Self::None, Self::Int)
    }

    /// The same, where there is one.
    pub fn opt_int(number: Option<impl TryInto<i32>>) -> Self {
        number.map_or(Self::None, Self::int)
    }

    /// The word of the output format for a value of it.
    pub fn word(value: &impl serde::Serialize) -> Self {
        match serde_json::to_value(value) {
            Ok(serde_json::Value::String(word)) => Self::Text(word),
            _ => Self::None,
        }
    }

    /// The same for several.
    pub fn words<T: serde::Serialize>(values: &[T]) -> Self {
        let word = |value| match Self::word(value) {
            Self::Text(word) => Some(word),
            _ => None,
        };
        Self::Texts(values.iter().filter_map(word).collect())
    }

    /// A value as JSON.
    pub fn json(value: &impl serde::Serialize) -> Self {
        Self::opt(serde_json::to_string(value).ok())
    }
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Int(Int32Builder),
    Number(Float64Builder),
    Flag(BooleanBuilder),
    Day(Date32Builder),
    Texts(ListBuilder<StringBuilder>),
    Ints(ListBuilder<Int32Builder>),
    Bytes(BinaryBuilder),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Int => Self::Int(Int32Builder::new()),
            Kind::Number => Self::Number(Float64Builder::new()),
            Kind::Flag => Self::Flag(BooleanBuilder::new()),
            Kind::Day => Self::Day(Date32Builder::new()),
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Ints => Self::Ints(ListBuilder::new(Int32Builder::new())),
            Kind::Bytes => Self::Bytes(BinaryBuilder::new()),
        }
    }

    /// Puts a cell under the column; one of another kind is nothing.
    fn push(&mut self, cell: Cell) {
        match (self, cell) {
            (Self::Text(column), Cell::Text(words)) => column.append_value(words),
            (Self::Text(column), _) => column.append_null(),
            (Self::Int(column), Cell::Int(number)) => column.append_value(number),
            (Self::Int(column), _) => column.append_null(),
            (Self::Number(column), Cell::Number(number)) => column.append_value(number),
            (Self::Number(column), _) => column.append_null(),
            (Self::Flag(column), Cell::Flag(flag)) => column.append_value(flag),
            (Self::Flag(column), _) => column.append_null(),
            (Self::Day(column), Cell::Day(day)) => column.append_value(day),
            (Self::Day(column), _) => column.append_null(),
            (Self::Texts(column), Cell::Texts(words)) => column.append_value(words.into_iter().map(Some)),
            (Self::Texts(column), _) => column.append_null(),
            (Self::Ints(column), Cell::Ints(numbers)) => column.append_value(numbers.into_iter().map(Some)),
            (Self::Ints(column), _) => column.append_null(),
            (Self::Bytes(column), Cell::Bytes(bytes)) => column.append_value(bytes),
            (Self::Bytes(column), _) => column.append_null(),
        }
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut column) => Arc::new(column.finish()),
            Self::Int(mut column) => Arc::new(column.finish()),
            Self::Number(mut column) => Arc::new(column.finish()),
            Self::Flag(mut column) => Arc::new(column.finish()),
            Self::Day(mut column) => Arc::new(column.finish()),
            Self::Texts(mut column) => ArrayBuilder::finish(&mut column),
            Self::Ints(mut column) => ArrayBuilder::finish(&mut column),
            Self::Bytes(mut column) => Arc::new(column.finish()),
        }
    }
}

/// A table while it is being filled.
#[derive(Debug)]
pub struct Table {
    schema: &'static TableSchema,
    columns: Vec<Builder>,
}

impl Table {
    /// An empty table.
    pub fn new(schema: &'static TableSchema) -> Self {
        Self { schema, columns: schema.columns.iter().map(|column| Builder::new(column.kind)).collect() }
    }

    /// What its columns are.
    pub fn schema(&self) -> &'static TableSchema {
        self.schema
    }

    /// Adds a row; cells that are left out are empty, those too many are dropped.
    pub fn push(&mut self, row: impl IntoIterator<Item = Cell>) {
        let mut cells = row.into_iter();
        for column in &mut self.columns {
            column.push(cells.next().unwrap_or(Cell::None));
        }
        debug_assert!(cells.next().is_none(), "{} has fewer columns than the row", self.schema.name);
    }

    /// The rows as one batch.
    ///
    /// # Errors
    /// Where they do not fit into a batch.
    pub fn finish(self) -> Result<RecordBatch, ArrowError> {
        let columns = self.columns.into_iter().map(Builder::finish).collect();
        RecordBatch::try_new(Arc::new(self.schema.arrow()), columns)
    }
}
