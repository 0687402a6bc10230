-- Verdicts on the durability of databases. Several audits in a row that say the same are one row,
-- whose document is the last one's; a bounded number is kept of each database.
CREATE TABLE durability_audit (
  database_id VARCHAR(64)  NOT NULL,
  seq         BIGINT       NOT NULL,
  first_at    VARCHAR(32)  NOT NULL,
  last_at     VARCHAR(32)  NOT NULL,
  runs        INT          NOT NULL,
  grade       VARCHAR(32)  NOT NULL,
  occasion    VARCHAR(16)  NOT NULL,
  actor       VARCHAR(120) NOT NULL,
  reason      LONGTEXT     NOT NULL,
  ticket      LONGTEXT     NOT NULL,
  document    LONGTEXT     NOT NULL,
  PRIMARY KEY (database_id, seq)
);
