-- The legacy source: the account the replica logs in with, and the application's.
CREATE USER ${repl}@'%' IDENTIFIED WITH caching_sha2_password BY '${repl_password}'
//
GRANT REPLICATION SLAVE, REPLICATION CLIENT ON *.* TO ${repl}@'%'
//
CREATE USER ${app}@'%' IDENTIFIED WITH caching_sha2_password BY '${app_password}'
//
GRANT ALL ON shop.* TO ${app}@'%'
