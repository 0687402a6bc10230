-- The mysql.rds_* procedures of an Aurora MySQL v3 writer, as far as anybody outside AWS knows them:
-- names, arities, rights and the behaviour of incident 1. Their real bodies are not public.
-- Statements end with a line of two slashes. Installed by RdsProcedures, which fills in the placeholders.

CREATE USER rdsadmin@localhost IDENTIFIED BY '${rdsadmin_password}' ACCOUNT LOCK
//
GRANT ALL ON *.* TO rdsadmin@localhost WITH GRANT OPTION
//
CREATE TABLE mysql.rds_history (
  action_timestamp TIMESTAMP NULL DEFAULT CURRENT_TIMESTAMP,
  called_by_user VARCHAR(300) NOT NULL,
  action VARCHAR(64) NOT NULL,
  mysql_version VARCHAR(50) NOT NULL,
  master_host VARCHAR(255),
  master_port INT,
  master_user VARCHAR(50),
  master_log_file VARCHAR(50),
  master_log_pos MEDIUMTEXT,
  master_ssl TINYINT(1),
  KEY (action_timestamp)
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
-- Writes the audit row every procedure begins with. The binary log is off meanwhile, so a call from
-- inside a transaction ends here with error 1694, as on the real service.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_lab_note(
  what VARCHAR(64), host VARCHAR(255), port INT, account VARCHAR(50),
  log_file VARCHAR(50), log_position MEDIUMTEXT, tls TINYINT, state_changes BOOLEAN)
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
  VALUES (USER(), CONCAT('Starting: ', what), VERSION(), host, port, account, log_file, log_position, tls);
  IF state_changes THEN
    UPDATE mysql.rds_replication_status SET called_by_user = USER(), action = what,
      mysql_version = VERSION(), master_host = host, master_port = port;
  END IF;
  COMMIT;
  SET SESSION sql_log_bin = logging;
END
//
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_applier_runs() RETURNS BOOLEAN
READS SQL DATA SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM performance_schema.replication_applier_status
  WHERE channel_name = '' AND service_state = 'ON')
//
CREATE DEFINER = rdsadmin@localhost FUNCTION mysql.rds_lab_receiver_is_on() RETURNS BOOLEAN
READS SQL DATA SQL SECURITY DEFINER
RETURN EXISTS (SELECT 1 FROM performance_schema.replication_connection_status
  WHERE channel_name = '' AND service_state = 'ON')
//
-- The ghost's maker: it looks at the applier only. With the applier down it says OK and does nothing,
-- whatever the receiver does; with the applier running it really stops both threads.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_stop_replication()
SQL SECURITY DEFINER
BEGIN
  IF mysql.rds_lab_applier_runs() THEN
    CALL mysql.rds_lab_note('stop replica', NULL, NULL, NULL, NULL, NULL, NULL, TRUE);
    STOP REPLICA FOR CHANNEL '';
    SELECT 'Replica is down or disabled' AS Message;
  ELSE
    SELECT 'Replica is already stopped or may not be configured. Run SHOW REPLICA STATUS\\G' AS Message;
  END IF;
END
//
-- Starts both threads, gives them two seconds, and raises an error if both are not ON by then,
-- although it has started them.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_start_replication()
SQL SECURITY DEFINER
BEGIN
  DECLARE tries INT DEFAULT 4;
  DECLARE up BOOLEAN DEFAULT mysql.rds_lab_applier_runs() AND mysql.rds_lab_receiver_is_on();
  IF up THEN
    SELECT 'Replica is already running.' AS Message;
  ELSE
    CALL mysql.rds_lab_note('start replica', NULL, NULL, NULL, NULL, NULL, NULL, TRUE);
    START REPLICA FOR CHANNEL '';
    WHILE tries > 0 AND NOT up DO
      SELECT SLEEP(0.5);
      SET tries = tries - 1;
      SET up = mysql.rds_lab_applier_runs() AND mysql.rds_lab_receiver_is_on();
    END WHILE;
    IF NOT up THEN
      SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
        'Replica has encountered an error or is still connecting. Run SHOW REPLICA STATUS to see it.';
    END IF;
    SELECT 'Replica running normally.' AS Message;
  END IF;
END
//
-- Stops nothing itself: a thread that runs makes the server answer error 3081.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_reset_external_source()
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('reset replica', NULL, NULL, NULL, NULL, NULL, NULL, TRUE);
  RESET REPLICA ALL FOR CHANNEL '';
  SELECT 'Replica has been reset' AS message;
END
//
-- What the bodies do not name keeps the engine's defaults, which the managed service sets elsewhere
-- than the engine: connect retry and retry count are filled in at installation for that reason.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source_with_auto_position(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN enable_ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('set external source', host, port, user, NULL, 'auto', enable_ssl_encryption, TRUE);
  SET @rds_change = CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_HOST = ', QUOTE(TRIM(host)),
    ', SOURCE_PORT = ', port, ', SOURCE_USER = ', QUOTE(TRIM(user)),
    ', SOURCE_PASSWORD = ', QUOTE(TRIM(passwd)), ', SOURCE_AUTO_POSITION = 1, SOURCE_SSL = ',
    enable_ssl_encryption, ', SOURCE_CONNECT_RETRY = ${connect_retry}, SOURCE_RETRY_COUNT = ${retry_count}',
    ' FOR CHANNEL ''''');
  PREPARE rds_change FROM @rds_change;
  SET @rds_change = NULL;
  EXECUTE rds_change;
  DEALLOCATE PREPARE rds_change;
END
//
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_set_external_source(
  IN host VARCHAR(255), IN port INT, IN user VARCHAR(32), IN passwd VARCHAR(256),
  IN name VARCHAR(50), IN pos BIGINT UNSIGNED, IN enable_ssl_encryption TINYINT(1))
SQL SECURITY DEFINER
BEGIN
  CALL mysql.rds_lab_note('set external source', host, port, user, name, pos, enable_ssl_encryption, TRUE);
  SET @rds_change = CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_HOST = ', QUOTE(TRIM(host)),
    ', SOURCE_PORT = ', port, ', SOURCE_USER = ', QUOTE(TRIM(user)),
    ', SOURCE_PASSWORD = ', QUOTE(TRIM(passwd)), ', SOURCE_AUTO_POSITION = 0, SOURCE_LOG_FILE = ',
    QUOTE(TRIM(name)), ', SOURCE_LOG_POS = ', pos, ', SOURCE_SSL = ', enable_ssl_encryption,
    ', SOURCE_CONNECT_RETRY = ${connect_retry}, SOURCE_RETRY_COUNT = ${retry_count} FOR CHANNEL ''''');
  PREPARE rds_change FROM @rds_change;
  SET @rds_change = NULL;
  EXECUTE rds_change;
  DEALLOCATE PREPARE rds_change;
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
  CALL mysql.rds_lab_note('skip transaction', NULL, NULL, NULL, NULL, gtid_to_skip, NULL, FALSE);
  SET SESSION gtid_next = gtid_to_skip;
  START TRANSACTION;
  COMMIT;
  SET SESSION gtid_next = 'AUTOMATIC';
  SELECT 'Transaction has been skipped successfully.' AS Message;
END
//
-- The skip counter, which a server with gtid_mode=ON lets one set and then ignores.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_skip_repl_error()
SQL SECURITY DEFINER
BEGIN
  DECLARE failed BOOLEAN DEFAULT EXISTS (SELECT 1
    FROM performance_schema.replication_applier_status_by_worker
    WHERE channel_name = '' AND last_error_number <> 0);
  IF failed AND NOT mysql.rds_lab_applier_runs() THEN
    CALL mysql.rds_lab_note('skip repl error', NULL, NULL, NULL, NULL, NULL, NULL, FALSE);
    SET GLOBAL sql_replica_skip_counter = 1;
    START REPLICA FOR CHANNEL '';
    SELECT 'Statement in error has been skipped' AS Message;
    SELECT SLEEP(2);
    SELECT IF(mysql.rds_lab_applier_runs(), 'Replica is running normally',
      'Replica has encountered a new error. Please use SHOW REPLICA STATUS to see the error.') AS Message;
  ELSE
    SELECT 'Replica is running normally. No errors detected to skip.' AS Message;
  END IF;
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
-- Moves a replica that stopped with error 1236 to the start of its source's next binary log.
CREATE DEFINER = rdsadmin@localhost PROCEDURE mysql.rds_next_source_log(IN curr_source_log INT)
SQL SECURITY DEFINER
BEGIN
  IF mysql.rds_lab_receiver_is_on() THEN
    SELECT 'The receiver runs; there is no 1236 error to get over.' AS Message;
  ELSE
    CALL mysql.rds_lab_note('next source log', NULL, NULL, NULL, NULL, NULL, NULL, FALSE);
    SET @rds_change = CONCAT('CHANGE REPLICATION SOURCE TO SOURCE_LOG_FILE = ''binlog.',
      LPAD(curr_source_log + 1, 6, '0'), ''', SOURCE_LOG_POS = 4 FOR CHANNEL ''''');
    PREPARE rds_change FROM @rds_change;
    STOP REPLICA FOR CHANNEL '';
    EXECUTE rds_change;
    DEALLOCATE PREPARE rds_change;
    START REPLICA FOR CHANNEL '';
    SELECT 'Source Log Position has been set to start of next log' AS Message;
  END IF;
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
  IF value NOT BETWEEN 1 AND 2160 THEN
    SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT =
      'For binlog retention hours the value must be between 1 and 2160 inclusive or be NULL';
  END IF;
  SET SESSION sql_log_bin = OFF;
  UPDATE mysql.rds_configuration c SET c.value = value WHERE c.name = name;
  COMMIT;
  SET SESSION sql_log_bin = logging;
END
