-- What every managed MySQL of AWS has alike: rdsadmin, its tables, the audit row, rds_kill. The
-- procedures named rds_lab_ are ours: what the personalities' own procedures share.
-- Statements end with a line of two slashes. Installed by RdsProcedures, which fills in the placeholders.

CREATE USER rdsadmin@localhost IDENTIFIED BY '${rdsadmin_password}' ACCOUNT LOCK
//
GRANT ALL ON *.* TO rdsadmin@localhost WITH GRANT OPTION
//
-- Columns and words as on an RDS for MySQL 8.0.41 instance: no key, no channel, whole seconds.
CREATE TABLE mysql.rds_history (
  action_timestamp TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  called_by_user VARCHAR(352) NOT NULL,
  action VARCHAR(40),
  mysql_version VARCHAR(50) NOT NULL,
  master_host VARCHAR(255),
  master_port INT,
  master_user VARCHAR(96),
  master_log_file VARCHAR(50),
  master_log_pos MEDIUMTEXT,
  master_ssl TINYINT(1),
  master_delay INT,
  auto_position TINYINT(1),
  master_gtid TEXT
) ENGINE = InnoDB
//
CREATE TABLE mysql.rds_replication_status (
  action_timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  called_by_user VARCHAR(300) NOT NULL,
  action VARCHAR(64) NOT NULL,
  mysql_version VARCHAR(50) NOT NULL,
  master_host VARCHAR(255),
  master_port INT
) ENGINE = InnoDB
//
INSERT INTO mysql.rds_replication_status (called_by_user, action, mysql_version)
VALUES ('rdsadmin@localhost', 'initialised', VERSION())
//
CREATE TABLE mysql.rds_configuration (
  name VARCHAR(100) PRIMARY KEY,
  value VARCHAR(100),
  description VARCHAR(300) NOT NULL
) ENGINE = InnoDB
//
INSERT INTO mysql.rds_configuration VALUES ('binlog retention hours', NULL,
  'binlog retention hours specifies the duration in hours before binary logs are automatically deleted.')
//
-- Writes an audit row: one before anything is looked at ("Starting: stop slave"), one when it is done
-- ("stop slave"). The binary log is off meanwhile, so a call from inside a transaction ends here with
-- error 1694, as on the real service.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_note(
  what VARCHAR(40), host VARCHAR(255), port INT, account VARCHAR(96),
  log_file VARCHAR(50), log_position MEDIUMTEXT, tls TINYINT)
SQL SECURITY DEFINER
BEGIN
  DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
    SET SESSION sql_log_bin = logging;
    RESIGNAL;
  END;
  SET SESSION sql_log_bin = OFF;
  INSERT INTO mysql.rds_history (called_by_user, action, mysql_version, master_host, master_port,
    master_user, master_log_file, master_log_pos, master_ssl)
  VALUES (USER(), what, VERSION(), host, port, account, log_file, log_position, tls);
  COMMIT;
  SET SESSION sql_log_bin = logging;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_record(what VARCHAR(40))
SQL SECURITY DEFINER
CALL mysql.rds_lab_note(what, NULL, NULL, NULL, NULL, NULL, NULL)
//
-- What an audit row calls it.
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_thing(channel VARCHAR(64)) RETURNS VARCHAR(10)
DETERMINISTIC SQL SECURITY DEFINER
RETURN IF(channel = '', 'slave', 'channel')
//
-- What is wanted of replication from now on, which the service's own agent polls.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_want(
  what VARCHAR(64), host VARCHAR(255), port INT)
SQL SECURITY DEFINER
BEGIN
  DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  SET SESSION sql_log_bin = OFF;
  UPDATE mysql.rds_replication_status SET called_by_user = USER(), action = what,
    mysql_version = VERSION(), master_host = host, master_port = port;
  COMMIT;
  SET SESSION sql_log_bin = logging;
END
//
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_applier_runs(channel VARCHAR(64)) RETURNS BOOLEAN
READS SQL DATA SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM performance_schema.replication_applier_status
  WHERE channel_name = channel AND service_state = 'ON')
//
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_receiver_is_on(channel VARCHAR(64)) RETURNS BOOLEAN
READS SQL DATA SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM performance_schema.replication_connection_status
  WHERE channel_name = channel AND service_state = 'ON')
//
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_worker_failed(channel VARCHAR(64)) RETURNS BOOLEAN
READS SQL DATA SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM performance_schema.replication_applier_status_by_worker
  WHERE channel_name = channel AND last_error_number <> 0)
//
-- One statement about one channel; its name cannot be a parameter.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_run(what VARCHAR(40), channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  SET @rds_run = CONCAT(what, ' FOR CHANNEL ', QUOTE(TRIM(channel)));
  PREPARE rds_run FROM @rds_run;
  EXECUTE rds_run;
  DEALLOCATE PREPARE rds_run;
END
//
-- Starts both threads, gives them two seconds, and raises an error if both are not ON by then,
-- although it has started them.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_start(channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  DECLARE tries INT DEFAULT 4;
  DECLARE up BOOLEAN DEFAULT FALSE;
  CALL mysql.rds_lab_want(CONCAT('start ', mysql.rds_lab_thing(channel)), NULL, NULL);
  CALL mysql.rds_lab_run('START REPLICA', channel);
  WHILE tries > 0 AND NOT up DO
    SELECT SLEEP(0.5);
    SET tries = tries - 1;
    SET up = mysql.rds_lab_applier_runs(channel) AND mysql.rds_lab_receiver_is_on(channel);
  END WHILE;
  IF NOT up THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
      'Replica has encountered an error or is still connecting. Run SHOW REPLICA STATUS to see it.';
  END IF;
  CALL mysql.rds_lab_record(CONCAT('start ', mysql.rds_lab_thing(channel)));
  SELECT 'Replica running normally.' AS Message;
END
//
-- What a configuring procedure does in the end; where to begin is among the caller's own words. What the
-- bodies do not name keeps the engine's defaults, which the managed service sets elsewhere than the engine:
-- connect retry and retry count are filled in at installation for that reason.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_configure(
  host VARCHAR(255), port INT, account VARCHAR(32), passwd VARCHAR(256), tls TINYINT, more VARCHAR(200),
  channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_want('set master', host, port);
  SET @rds_change = CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_HOST = ', QUOTE(TRIM(host)),
    ', SOURCE_PORT = ', port, ', SOURCE_USER = ', QUOTE(TRIM(account)),
    ', SOURCE_PASSWORD = ', QUOTE(TRIM(passwd)), ', SOURCE_SSL = ', tls, ', ', more,
    ', SOURCE_CONNECT_RETRY = ${connect_retry}, SOURCE_RETRY_COUNT = ${retry_count} FOR CHANNEL ', QUOTE(TRIM(channel)));
  PREPARE rds_change FROM @rds_change;
  SET @rds_change = NULL;
  EXECUTE rds_change;
  DEALLOCATE PREPARE rds_change;
END
//
-- Where to begin, in a CHANGE's words.
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_position(name VARCHAR(50), pos BIGINT UNSIGNED)
RETURNS VARCHAR(200) DETERMINISTIC SQL SECURITY DEFINER
RETURN CONCAT('SOURCE_AUTO_POSITION = 0, SOURCE_LOG_FILE = ', QUOTE(TRIM(name)), ', SOURCE_LOG_POS = ', pos)
//
-- No two channels have one address, as on RDS for MySQL 8.0.41.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_want_address_alone(
  host VARCHAR(255), port INT, channel VARCHAR(64))
SQL SECURITY DEFINER
IF EXISTS (SELECT 1 FROM performance_schema.replication_connection_configuration c
    WHERE c.host = host AND c.port = port AND c.channel_name <> channel) THEN
  SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Another channel replicates from that host and port.';
END IF
//
-- The skip counter, which a server with gtid_mode=ON lets one set and then ignores.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_skip_error(channel VARCHAR(64))
SQL SECURITY DEFINER
BEGIN
  SET GLOBAL sql_replica_skip_counter = 1;
  CALL mysql.rds_lab_run('STOP REPLICA', channel);
  CALL mysql.rds_lab_run('START REPLICA', channel);
  SELECT 'Statement in error has been skipped' AS Message;
  SELECT SLEEP(2);
  SELECT IF(mysql.rds_lab_applier_runs(channel), 'Replica is running normally',
    'Replica has encountered a new error. Please use SHOW REPLICA STATUS to see the error.') AS Message;
END
//
-- Moves a replica that stopped with error 1236 to the start of its source's next binary log.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_next_log(curr_log INT)
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_record('Starting: next_master_log');
  SET @rds_change = CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_LOG_FILE = ''binlog.',
    LPAD(curr_log + 1, 6, '0'), ''', SOURCE_LOG_POS = 4 FOR CHANNEL ''''');
  PREPARE rds_change FROM @rds_change;
  STOP REPLICA FOR CHANNEL '';
  EXECUTE rds_change;
  DEALLOCATE PREPARE rds_change;
  START REPLICA FOR CHANNEL '';
  SELECT 'Source Log Position has been set to start of next log' AS Message;
END
//
-- An empty transaction takes the failing one's place; no channel, and nothing is started.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_transaction_with_gtid(IN gtid_to_skip VARCHAR(100))
SQL SECURITY DEFINER
BEGIN
  DECLARE EXIT HANDLER FOR SQLEXCEPTION BEGIN
    SET SESSION gtid_next = 'AUTOMATIC';
    RESIGNAL;
  END;
  SET SESSION gtid_next = gtid_to_skip;
  START TRANSACTION;
  COMMIT;
  SET SESSION gtid_next = 'AUTOMATIC';
  SELECT 'Transaction has been skipped successfully.' AS Message;
  CALL mysql.rds_lab_record('rds_skip_transaction_with_gtid:OK');
END
//
-- Protects rdsadmin's sessions by name, and nobody else's.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_kill(IN thread BIGINT)
SQL SECURITY DEFINER
BEGIN
  DECLARE owner VARCHAR(32) DEFAULT (SELECT user FROM information_schema.processlist WHERE id = thread);
  IF owner = 'rdsadmin' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ERROR (RDS): CANNOT KILL RDSADMIN SESSION';
  END IF;
  KILL thread;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_kill_query(IN thread BIGINT)
SQL SECURITY DEFINER
BEGIN
  DECLARE owner VARCHAR(32) DEFAULT (SELECT user FROM information_schema.processlist WHERE id = thread);
  IF owner = 'rdsadmin' THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'ERROR (RDS): CANNOT KILL RDSADMIN QUERY';
  END IF;
  KILL QUERY thread;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_show_configuration()
SQL SECURITY DEFINER
SELECT name, value, description FROM mysql.rds_configuration
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_configuration(IN name VARCHAR(100), IN value INT)
SQL SECURITY DEFINER
BEGIN
  DECLARE logging BOOLEAN DEFAULT @@SESSION.sql_log_bin;
  IF NOT EXISTS (SELECT 1 FROM mysql.rds_configuration c WHERE c.name = name) THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'Invalid name given for configuration variable.';
  END IF;
  IF value NOT BETWEEN 1 AND ${retention_hours} THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
      'For binlog retention hours the value must be between 1 and ${retention_hours} inclusive or be NULL';
  END IF;
  SET SESSION sql_log_bin = OFF;
  UPDATE mysql.rds_configuration c SET c.value = value WHERE c.name = name;
  COMMIT;
  SET SESSION sql_log_bin = logging;
END
