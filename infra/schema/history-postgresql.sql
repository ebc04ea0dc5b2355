-- Keymend's own state on PostgreSQL. Times are UTC. The command create-schema runs each statement once; all can be run again.

CREATE SCHEMA IF NOT EXISTS keymend;

CREATE TABLE IF NOT EXISTS keymend.install (
  id             varchar(64)  PRIMARY KEY,
  product        varchar(64)  NOT NULL,
  version        varchar(64)  NOT NULL,
  environment    varchar(64)  NOT NULL,
  account        char(12)     NOT NULL,
  region         varchar(32)  NOT NULL,
  engine         varchar(16)  NOT NULL,
  cluster_arn    varchar(256) NOT NULL,
  database_name  varchar(64)  NOT NULL,
  secret_arn     varchar(640) NOT NULL,
  installed_at   timestamp(3) NOT NULL,
  uninstalled_at timestamp(3),
  recorded_by    varchar(128) NOT NULL,
  recorded_at    timestamp(3) NOT NULL
);

CREATE TABLE IF NOT EXISTS keymend.install_key (
  install_id varchar(64)  NOT NULL REFERENCES keymend.install (id),
  key_arn    varchar(256) NOT NULL,
  key_role   varchar(16)  NOT NULL,
  PRIMARY KEY (install_id, key_arn)
);

CREATE TABLE IF NOT EXISTS keymend.install_role (
  install_id varchar(64)  NOT NULL REFERENCES keymend.install (id),
  role_arn   varchar(640) NOT NULL,
  PRIMARY KEY (install_id, role_arn)
);

CREATE TABLE IF NOT EXISTS keymend.install_own_key (
  install_id varchar(64)  PRIMARY KEY REFERENCES keymend.install (id),
  log_group  varchar(512) NOT NULL
);

CREATE TABLE IF NOT EXISTS keymend.install_kept_key (
  install_id varchar(64)  NOT NULL REFERENCES keymend.install (id),
  place      integer      NOT NULL,
  kept_as    varchar(16)  NOT NULL,
  secret_arn varchar(640) NOT NULL,
  pointer    varchar(512) NOT NULL,
  PRIMARY KEY (install_id, place)
);

CREATE TABLE IF NOT EXISTS keymend.incident (
  cause         varchar(512) PRIMARY KEY,
  first_seen    timestamp(3) NOT NULL,
  last_seen     timestamp(3) NOT NULL,
  denials       bigint       NOT NULL,
  claimed_until timestamp(3),
  claimed_by    varchar(36),
  announced_at  timestamp(3)
);

CREATE TABLE IF NOT EXISTS keymend.plan (
  hash          char(64)      PRIMARY KEY,
  draft         char(36)      NOT NULL,
  install_id    varchar(64)   NOT NULL,
  mode          varchar(32)   NOT NULL,
  created_at    timestamp(3)  NOT NULL,
  expires_at    timestamp(3)  NOT NULL,
  body          text          NOT NULL,
  state         varchar(16)   NOT NULL,
  token         varchar(36),
  claimed_until timestamp(3),
  progress      varchar(1024) NOT NULL
);

CREATE TABLE IF NOT EXISTS keymend.plan_row (
  draft char(36) NOT NULL,
  part  integer  NOT NULL,
  page  integer  NOT NULL,
  body  text     NOT NULL,
  PRIMARY KEY (draft, part, page)
);

CREATE TABLE IF NOT EXISTS keymend.mend_switch (
  id         integer      PRIMARY KEY,
  paused     integer      NOT NULL,
  changed_by varchar(128) NOT NULL,
  changed_at timestamp(3) NOT NULL
);
CREATE TABLE IF NOT EXISTS keymend.seen_seal (
  fingerprint char(64)     PRIMARY KEY,
  key_arn     varchar(256) NOT NULL,
  seen_at     timestamp(3) NOT NULL
);

CREATE TABLE IF NOT EXISTS keymend.lifecycle (
  event_id    varchar(64)  NOT NULL PRIMARY KEY,
  at          timestamp(3) NOT NULL,
  actor       varchar(300) NOT NULL,
  kind        varchar(16)  NOT NULL,
  subject     varchar(512) NOT NULL,
  what        varchar(32)  NOT NULL,
  due         timestamp(3),
  name        varchar(300) NOT NULL,
  note        varchar(300) NOT NULL,
  received_at timestamp(3) NOT NULL
);

CREATE INDEX IF NOT EXISTS lifecycle_subject ON keymend.lifecycle (subject);
