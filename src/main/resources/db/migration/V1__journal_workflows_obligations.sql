-- The common subset of H2 and MySQL; times are ISO-8601 UTC with microseconds, so that they are
-- exact (the journal's hash covers them), readable, and sort as text.

CREATE TABLE journal_stream (
  stream    VARCHAR(120) NOT NULL,
  last_seq  BIGINT       NOT NULL,
  last_hash CHAR(64)     NOT NULL,
  PRIMARY KEY (stream)
);

CREATE TABLE journal (
  stream        VARCHAR(120)  NOT NULL,
  seq           BIGINT        NOT NULL,
  written_at    VARCHAR(32)   NOT NULL,
  kind          VARCHAR(32)   NOT NULL,
  actor         VARCHAR(120)  NOT NULL,
  phase         VARCHAR(80)   NOT NULL,
  rung          VARCHAR(80)   NOT NULL,
  summary       LONGTEXT      NOT NULL,
  detail        LONGTEXT      NOT NULL,
  previous_hash CHAR(64)      NOT NULL,
  hash          CHAR(64)      NOT NULL,
  PRIMARY KEY (stream, seq)
);

CREATE TABLE workflow (
  id          VARCHAR(36)  NOT NULL,
  version     BIGINT       NOT NULL,
  epoch       BIGINT       NOT NULL,
  state       VARCHAR(32)  NOT NULL,
  playbook    VARCHAR(40)  NOT NULL,
  target      VARCHAR(64)  NOT NULL,
  actor       VARCHAR(120) NOT NULL,
  order_json  LONGTEXT     NOT NULL,
  progress    LONGTEXT     NOT NULL,
  phase_name  VARCHAR(80)  NOT NULL,
  summary     LONGTEXT     NOT NULL,
  created_at  VARCHAR(32)  NOT NULL,
  updated_at  VARCHAR(32)  NOT NULL,
  ended_at    VARCHAR(32),
  PRIMARY KEY (id)
);
CREATE INDEX workflow_by_time ON workflow (created_at);
CREATE INDEX workflow_by_state ON workflow (state);

CREATE TABLE claim (
  resource    VARCHAR(190) NOT NULL,
  workflow_id VARCHAR(36)  NOT NULL,
  taken_at    VARCHAR(32)  NOT NULL,
  PRIMARY KEY (resource)
);

CREATE TABLE idempotency (
  actor       VARCHAR(120) NOT NULL,
  request_key VARCHAR(120) NOT NULL,
  workflow_id VARCHAR(36)  NOT NULL,
  PRIMARY KEY (actor, request_key)
);

CREATE TABLE obligation (
  id             VARCHAR(36)   NOT NULL,
  version        BIGINT        NOT NULL,
  workflow_id    VARCHAR(36)   NOT NULL,
  kind           VARCHAR(64)   NOT NULL,
  target         VARCHAR(64)   NOT NULL,
  state          VARCHAR(16)   NOT NULL,
  summary        LONGTEXT      NOT NULL,
  undo_json      LONGTEXT      NOT NULL,
  met_by         VARCHAR(80)   NOT NULL,
  created_at     VARCHAR(32)   NOT NULL,
  deadline       VARCHAR(32)   NOT NULL,
  closed_because LONGTEXT      NOT NULL,
  PRIMARY KEY (id)
);
CREATE INDEX obligation_by_workflow ON obligation (workflow_id);
CREATE INDEX obligation_by_state ON obligation (state);

-- db-scheduler's own table.
CREATE TABLE scheduled_tasks (
  task_name            VARCHAR(100) NOT NULL,
  task_instance        VARCHAR(100) NOT NULL,
  task_data            BLOB,
  execution_time       TIMESTAMP(6) NOT NULL,
  picked               BOOLEAN      NOT NULL,
  picked_by            VARCHAR(50),
  last_success         TIMESTAMP(6) NULL,
  last_failure         TIMESTAMP(6) NULL,
  consecutive_failures INT,
  last_heartbeat       TIMESTAMP(6) NULL,
  version              BIGINT       NOT NULL,
  priority             SMALLINT,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);
