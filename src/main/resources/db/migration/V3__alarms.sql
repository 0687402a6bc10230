-- What people were told of obligations that are owed for too long: one alarm each.
CREATE TABLE alarm (
  id            VARCHAR(36)  NOT NULL,
  obligation_id VARCHAR(36)  NOT NULL,
  workflow_id   VARCHAR(36)  NOT NULL,
  kind          VARCHAR(32)  NOT NULL,
  target        VARCHAR(64)  NOT NULL,
  summary       LONGTEXT     NOT NULL,
  deadline      VARCHAR(32)  NOT NULL,
  raised_at     VARCHAR(32)  NOT NULL,
  cleared_at    VARCHAR(32),
  PRIMARY KEY (id)
);
CREATE UNIQUE INDEX alarm_by_obligation ON alarm (obligation_id);
CREATE INDEX alarm_by_clearing ON alarm (cleared_at);
