-- The account a customer of RDS for MySQL 8.0.36 or later gets: its rights come by a role, and unlike
-- Aurora's it has no CONNECTION_ADMIN. SET_USER_ID is left out: servers from 8.4 on have no such right.
CREATE ROLE rds_superuser_role
//
GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, RELOAD, PROCESS, REFERENCES, INDEX, ALTER,
  SHOW DATABASES, CREATE TEMPORARY TABLES, LOCK TABLES, EXECUTE, REPLICATION SLAVE, REPLICATION CLIENT,
  CREATE VIEW, SHOW VIEW, CREATE ROUTINE, ALTER ROUTINE, CREATE USER, EVENT, TRIGGER, CREATE ROLE, DROP ROLE
  ON *.* TO rds_superuser_role
//
GRANT APPLICATION_PASSWORD_ADMIN, ROLE_ADMIN, XA_RECOVER_ADMIN ON *.* TO rds_superuser_role
//
CREATE USER ${admin}@'%' IDENTIFIED WITH caching_sha2_password BY '${admin_password}'
//
GRANT rds_superuser_role TO ${admin}@'%'
//
SET DEFAULT ROLE ALL TO ${admin}@'%'
