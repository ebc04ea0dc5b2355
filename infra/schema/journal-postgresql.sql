-- What Keymend changed in this database, on PostgreSQL: created in the product's own database, so that a change and its
-- journal commit together. Each statement is run once, outside any transaction; all can be run again. Times are UTC.
-- The mending user needs USAGE on the schema, SELECT, INSERT and UPDATE on both tables, and on the product's tables
-- SELECT, INSERT, UPDATE and DELETE. Nobody else needs anything here: the rows hold the product's data.

CREATE SCHEMA IF NOT EXISTS keymend;

-- One column of one table under one plan. columns: the journaled columns in order, as a JSON array of names.
CREATE TABLE IF NOT EXISTS keymend.mend (
  id          bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  plan        char(64)     NOT NULL,
  schema_name text         NOT NULL,
  table_name  text         NOT NULL,
  column_name text         NOT NULL,
  kind        varchar(16)  NOT NULL,
  columns     text         NOT NULL,
  started_at  timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  touched_at  timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  UNIQUE (plan, schema_name, table_name, column_name)
);

-- One changed row. row_id: SHA-256 of the primary key. row_key: the primary key, a JSON array of texts. image: each
-- column as the database itself writes it, NULL for NULL. digest: SHA-256 of the value before; after: of the value
-- that replaced it, NULL where that is NULL or the row was deleted.
CREATE TABLE IF NOT EXISTS keymend.journal (
  mend        bigint       NOT NULL,
  row_id      bytea        NOT NULL,
  row_key     text         NOT NULL,
  image       text[]       NOT NULL,
  digest      char(64)     NOT NULL,
  after       char(64),
  changed_at  timestamp(3) NOT NULL DEFAULT (now() AT TIME ZONE 'UTC'),
  restored_at timestamp(3),
  PRIMARY KEY (mend, row_id)
);
