-- What was read of replicas, thinned: numbers to plot for days, changes for months, and what holds
-- until a person acknowledges it. Bounded by replica-medic.history.

-- Changes are numbered without gaps in the order of their commits, by whoever holds this row: then
-- a listener that knows one number has missed nothing before it, whichever instance wrote that.
CREATE TABLE status_head (
  name        VARCHAR(32) NOT NULL,
  last_seq    BIGINT      NOT NULL,
  pruned_seq  BIGINT      NOT NULL,
  PRIMARY KEY (name)
);
INSERT INTO status_head (name, last_seq, pruned_seq) VALUES ('changes', 0, 0);

CREATE TABLE status_change (
  seq          BIGINT      NOT NULL,
  replica      VARCHAR(64) NOT NULL,
  changed_at   VARCHAR(32) NOT NULL,
  before_state LONGTEXT,
  after_state  LONGTEXT    NOT NULL,
  PRIMARY KEY (seq)
);
CREATE INDEX status_change_by_replica ON status_change (replica, seq);
CREATE INDEX status_change_by_time ON status_change (changed_at);

-- The last of each: what the next reading is compared with, after a restart or by another instance.
CREATE TABLE status_state (
  replica    VARCHAR(64) NOT NULL,
  seq        BIGINT      NOT NULL,
  changed_at VARCHAR(32) NOT NULL,
  state      LONGTEXT    NOT NULL,
  PRIMARY KEY (replica)
);

-- What is NULL was not known then.
CREATE TABLE status_sample (
  replica        VARCHAR(64) NOT NULL,
  sampled_at     VARCHAR(32) NOT NULL,
  channel        VARCHAR(64) NOT NULL,
  code           VARCHAR(40) NOT NULL,
  severity       VARCHAR(16) NOT NULL,
  receiver       VARCHAR(16),
  applier        VARCHAR(16),
  receiver_errno INT,
  applier_errno  INT,
  lag_millis     BIGINT,
  delay_seconds  INT,
  retries_left   BIGINT,
  PRIMARY KEY (replica, sampled_at, channel)
);
CREATE INDEX status_sample_by_time ON status_sample (sampled_at);

CREATE TABLE latch (
  replica         VARCHAR(64)  NOT NULL,
  kind            VARCHAR(32)  NOT NULL,
  source_uuid     VARCHAR(64)  NOT NULL,
  source_host     VARCHAR(255) NOT NULL,
  source_port     INT          NOT NULL,
  seen_at         VARCHAR(32)  NOT NULL,
  words           LONGTEXT     NOT NULL,
  acknowledged_at VARCHAR(32),
  acknowledged_by VARCHAR(120),
  reason          LONGTEXT,
  PRIMARY KEY (replica, kind, source_uuid)
);

-- A window in which people expect a database to be unwell; one each, the newest.
CREATE TABLE downtime (
  database_id VARCHAR(64)  NOT NULL,
  owner       VARCHAR(120) NOT NULL,
  reason      LONGTEXT     NOT NULL,
  begins_at   VARCHAR(32)  NOT NULL,
  ends_at     VARCHAR(32)  NOT NULL,
  set_by      VARCHAR(120) NOT NULL,
  PRIMARY KEY (database_id)
);
