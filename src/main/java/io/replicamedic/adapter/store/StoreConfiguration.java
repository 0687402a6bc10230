package io.replicamedic.adapter.store;

import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;

/** Switches Spring Data's repositories of this package on. */
@Configuration(proxyBeanMethods = false)
@EnableJdbcRepositories
class StoreConfiguration {}
