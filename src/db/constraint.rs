//! Errors that a constraint's name explains.

/// Turns a violation of a named constraint into a value of the caller's.
pub trait OnConstraint<T> {
    /// If the error is a violation of `name`, it becomes what `explain` says; any other error stays.
    ///
    /// # Errors
    /// The explained error, or the original one.
    fn on_constraint<E: From<sqlx::Error>>(self, name: &str, explain: impl FnOnce() -> E) -> Result<T, E>;
}

impl<T> OnConstraint<T> for Result<T, sqlx::Error> {
    fn on_constraint<E: From<sqlx::Error>>(self, name: &str, explain: impl FnOnce() -> E) -> Result<T, E> {
        self.map_err(|error| {
            let violated = error.as_database_error().and_then(sqlx::error::DatabaseError::constraint);
            if violated == Some(name) { explain() } else { E::from(error) }
        })
    }
}
