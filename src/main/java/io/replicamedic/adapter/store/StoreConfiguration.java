package io.replicamedic.adapter.store;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jdbc.repository.config.EnableJdbcRepositories;

/**
 * Switches Spring Data's repositories of this package on, and makes both kinds of store behave the
 * same.
 */
@Configuration(proxyBeanMethods = false)
@EnableJdbcRepositories
class StoreConfiguration {
  @Bean
  StoreKind storeKind(DataSource store) {
    return StoreKind.of(store);
  }

  @Bean
  static BeanPostProcessor sameSessionsEverywhere() {
    return new BeanPostProcessor() {
      @Override
      public Object postProcessBeforeInitialization(Object bean, String name) {
        if (bean instanceof HikariDataSource pool) {
          prepare(pool);
        }
        return bean;
      }
    };
  }

  // MySQL's default, REPEATABLE READ, would show the loser of a race an old snapshot, and lock the
  // gaps in which others want to insert. Its TIMESTAMP columns are converted by the session's time
  // zone, where an hour may be missing in spring: ours hold UTC.
  private static void prepare(HikariDataSource pool) {
    pool.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    String url = pool.getJdbcUrl();
    if (url != null && url.startsWith("jdbc:mysql:") && pool.getConnectionInitSql() == null) {
      pool.setConnectionInitSql("SET time_zone = '+00:00'");
    }
  }
}
