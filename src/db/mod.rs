//! The pool, the private PostgreSQL, migrations and query metering.
