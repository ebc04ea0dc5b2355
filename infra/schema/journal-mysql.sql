-- What Keymend changed on this server, on MySQL and MariaDB: created beside the product's database, so that a change and its
-- journal commit together. Each statement is run once, outside any transaction; all can be run again. Times are UTC.
-- The mending user needs SELECT, INSERT and UPDATE on both tables, and on the whole product database SELECT, INSERT,
-- UPDATE, DELETE and TRIGGER: without TRIGGER it cannot see triggers. Nobody else needs anything here: the rows hold the
-- product's data.

CREATE DATABASE IF NOT EXISTS keymend CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One column of one table under one plan. columns: the journaled columns in order, as a JSON array of names.
CREATE TABLE IF NOT EXISTS keymend.mend (
  id          bigint      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  plan        char(64)    NOT NULL,
  schema_name varchar(64) NOT NULL,
  table_name  varchar(64) NOT NULL,
  column_name varchar(64) NOT NULL,
  kind        varchar(16) NOT NULL,
  columns     longtext    NOT NULL,
  started_at  datetime(3) NOT NULL,
  touched_at  datetime(3) NOT NULL,
  UNIQUE (plan, schema_name, table_name, column_name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- One changed row. row_id: SHA-256 of the primary key. row_key: the primary key, a JSON array of texts. image: a JSON
-- array with each column's value: texts, labels and bytes as hexadecimal of what is stored, everything else as text.
-- digest: SHA-256 of the value before; after: of the value that replaced it, NULL where that is NULL or the row was
-- deleted.
CREATE TABLE IF NOT EXISTS keymend.journal (
  mend        bigint      NOT NULL,
  row_id      binary(32)  NOT NULL,
  row_key     longtext    NOT NULL,
  image       longtext    NOT NULL,
  digest      char(64)    NOT NULL,
  after       char(64),
  changed_at  datetime(3) NOT NULL,
  restored_at datetime(3),
  PRIMARY KEY (mend, row_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
