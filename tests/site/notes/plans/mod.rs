//! Nothing that a reader asks for reads a whole table, in a garden of a hundred thousand notes.

mod managing;
mod proposals;
mod reading;
mod ties;
mod writing;

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};

use crate::support::postgres::{self, TestDatabase};

/// Tables that grow with the garden, and are planted.
const LARGE: [&str; 16] = [
    "notes",
    "note_paths",
    "parts",
    "links",
    "note_tags",
    "tag_counts",
    "revisions",
    "note_names",
    "translations",
    "graph_notes",
    "graph_folder_links",
    "bookmarks",
    "readings",
    "stops",
    "note_headings",
    "search_words",
];

/// A garden whose statements can be looked at.
pub(super) struct Garden {
    pub(super) db: PgConnection,
    /// Those of which none may be read whole: tables that are empty are.
    pub(super) large: Vec<&'static str>,
    _database: TestDatabase,
}

impl Garden {
    pub(super) async fn plant() -> Self {
        let database = postgres::planted_database("many", include_str!("many.sql")).await;
        let db = PgConnection::connect_with(&database.options).await.unwrap();
        Self { db, large: LARGE.to_vec(), _database: database }
    }

    /// The connection, without a prepared statement of before.
    pub(super) async fn fresh(&mut self) -> &mut PgConnection {
        self.db.clear_cached_statements().await.unwrap();
        &mut self.db
    }

    /// How many rows of the large tables were ever read by going through all of them, as PostgreSQL counts.
    pub(super) async fn rows_read_one_after_another(&mut self) -> i64 {
        sqlx::query("select pg_stat_force_next_flush()").execute(&mut self.db).await.unwrap();
        let tables: Vec<String> = self.large.iter().map(|table| (*table).to_owned()).collect();
        sqlx::query_scalar(
            "select sum(seq_tup_read)::bigint from pg_stat_user_tables where relname = any($1)",
        )
        .bind(tables)
        .fetch_one(&mut self.db)
        .await
        .unwrap()
    }

    /// Looks at how PostgreSQL runs the statement that was prepared since, for these arguments and for any; the
    /// plan for any is returned.
    pub(super) async fn assert_indexed(&mut self, what: &str, arguments: &[&str]) -> String {
        self.assert_indexed_that_says("", what, arguments).await
    }

    /// The same, for the one of several statements in which these words stand.
    pub(super) async fn assert_indexed_that_says(
        &mut self,
        words: &str,
        what: &str,
        arguments: &[&str],
    ) -> String {
        let names: Vec<(String,)> = sqlx::query_as(
            "select name from pg_prepared_statements
             where cardinality(parameter_types) = $1 and statement not like '%pg_prepared_statements%'
                 and statement not like '%unnest($5::text[], $6::text[])%' and strpos(statement, $2) > 0",
        )
        .persistent(false)
        .bind(i32::try_from(arguments.len()).unwrap())
        .bind(words)
        .fetch_all(&mut self.db)
        .await
        .unwrap();
        let [(name,)] = names.as_slice() else { panic!("{what}: {names:?}") };
        let mut plan = String::new();
        for mode in ["force_custom_plan", "force_generic_plan"] {
            let mode = format!("set plan_cache_mode = {mode}");
            sqlx::raw_sql(AssertSqlSafe(mode)).execute(&mut self.db).await.unwrap();
            let explain = format!("explain (costs off) execute {name} ({})", arguments.join(", "));
            let rows: Vec<(String,)> = sqlx::query_as(AssertSqlSafe(explain))
                .persistent(false)
                .fetch_all(&mut self.db)
                .await
                .unwrap();
            plan = rows.into_iter().map(|(row,)| row).collect::<Vec<_>>().join("\n");
            for table in &self.large {
                let scan = format!("Seq Scan on {table} ");
                let read = plan.lines().any(|line| format!("{line} ").contains(&scan));
                assert!(!read, "{what} reads all of {table}:\n{plan}");
            }
        }
        sqlx::raw_sql("set plan_cache_mode = auto").execute(&mut self.db).await.unwrap();
        plan
    }
}

pub(super) const READERS: &str = "'{1,2,100}'";
