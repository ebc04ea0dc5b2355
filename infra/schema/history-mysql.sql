-- Keymend's own state on MySQL and MariaDB. Times are UTC. The command create-schema runs each statement once; all can be run
-- again. Names and ARNs are compared byte by byte.

CREATE DATABASE IF NOT EXISTS keymend CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.install (
  id             varchar(64)  NOT NULL PRIMARY KEY,
  product        varchar(64)  NOT NULL,
  version        varchar(64)  NOT NULL,
  environment    varchar(64)  NOT NULL,
  account        char(12)     NOT NULL,
  region         varchar(32)  NOT NULL,
  engine         varchar(16)  NOT NULL,
  cluster_arn    varchar(256) NOT NULL,
  database_name  varchar(64)  NOT NULL,
  secret_arn     varchar(640) NOT NULL,
  installed_at   datetime(3)  NOT NULL,
  uninstalled_at datetime(3),
  recorded_by    varchar(128) NOT NULL,
  recorded_at    datetime(3)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.install_key (
  install_id varchar(64)  NOT NULL,
  key_arn    varchar(256) NOT NULL,
  key_role   varchar(16)  NOT NULL,
  PRIMARY KEY (install_id, key_arn),
  FOREIGN KEY (install_id) REFERENCES keymend.install (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.install_role (
  install_id varchar(64)  NOT NULL,
  role_arn   varchar(640) NOT NULL,
  PRIMARY KEY (install_id, role_arn),
  FOREIGN KEY (install_id) REFERENCES keymend.install (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.install_own_key (
  install_id varchar(64)  NOT NULL PRIMARY KEY,
  log_group  varchar(512) NOT NULL,
  FOREIGN KEY (install_id) REFERENCES keymend.install (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.install_kept_key (
  install_id varchar(64)  NOT NULL,
  place      integer      NOT NULL,
  kept_as    varchar(16)  NOT NULL,
  secret_arn varchar(640) NOT NULL,
  pointer    varchar(512) NOT NULL,
  PRIMARY KEY (install_id, place),
  FOREIGN KEY (install_id) REFERENCES keymend.install (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.incident (
  cause         varchar(512) NOT NULL PRIMARY KEY,
  first_seen    datetime(3)  NOT NULL,
  last_seen     datetime(3)  NOT NULL,
  denials       bigint       NOT NULL,
  claimed_until datetime(3),
  claimed_by    varchar(36),
  announced_at  datetime(3)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.plan (
  hash          char(64)      NOT NULL PRIMARY KEY,
  draft         char(36)      NOT NULL,
  install_id    varchar(64)   NOT NULL,
  mode          varchar(32)   NOT NULL,
  created_at    datetime(3)   NOT NULL,
  expires_at    datetime(3)   NOT NULL,
  body          mediumtext    NOT NULL,
  state         varchar(16)   NOT NULL,
  token         varchar(36),
  claimed_until datetime(3),
  progress      varchar(1024) NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.plan_row (
  draft char(36)   NOT NULL,
  part  integer    NOT NULL,
  page  integer    NOT NULL,
  body  mediumtext NOT NULL,
  PRIMARY KEY (draft, part, page)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.mend_switch (
  id         integer      NOT NULL PRIMARY KEY,
  paused     integer      NOT NULL,
  changed_by varchar(128) NOT NULL,
  changed_at datetime(3)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.seen_seal (
  fingerprint char(64)     NOT NULL PRIMARY KEY,
  key_arn     varchar(256) NOT NULL,
  seen_at     datetime(3)  NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS keymend.lifecycle (
  event_id    varchar(64)  NOT NULL PRIMARY KEY,
  at          datetime(3)  NOT NULL,
  actor       varchar(300) NOT NULL,
  kind        varchar(16)  NOT NULL,
  subject     varchar(512) NOT NULL,
  what        varchar(32)  NOT NULL,
  due         datetime(3),
  name        varchar(300) NOT NULL,
  note        varchar(300) NOT NULL,
  received_at datetime(3)  NOT NULL,
  INDEX lifecycle_subject (subject)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
