package dev.maxstorage.tools;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.annotations.Immutable;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Hibernate reading entities with a dialect of a few lines. */
class HibernateTest {
  private static ToolWarehouse warehouse;
  private static SessionFactory factory;

  /** A row of the table. */
  @Entity(name = "Book")
  @Immutable
  @Table(name = "books")
  static class Book {
    @Id long id;
    String title;
    BigDecimal price;
    LocalDate published;

    @Column(name = "`order`")
    Integer place;
  }

  @BeforeAll
  static void fill() throws SQLException {
    warehouse = ToolWarehouse.open("hibernate");
    warehouse.run(
        "create table books (id bigint, title string, price decimal(10,2), published date,"
            + " `order` int)",
        "insert into books values (1, 'Emma', 9.90bd, date '1815-12-23', 3),"
            + " (2, 'Persuasion', 7.50bd, date '1817-12-20', 1), (3, 'Untold', null, null, 2)");
    factory =
        new Configuration()
            .addAnnotatedClass(Book.class)
            .setProperty("hibernate.connection.url", warehouse.url())
            .setProperty("hibernate.dialect", MaxComputeDialect.class.getName())
            .buildSessionFactory();
  }

  @AfterAll
  static void refusesWhatThePageOfToolsSays() throws Exception {
    factory.close();
    warehouse.close();
    assertThat(RecordingDriver.refusals()).isEmpty();
  }

  @Test
  void anEntityIsFoundByItsKey() {
    Book book = factory.fromSession(session -> session.find(Book.class, 1L));
    assertThat(book.title).isEqualTo("Emma");
    assertThat(book.price).isEqualByComparingTo("9.90");
    assertThat(book.published).isEqualTo("1815-12-23");
    assertThat(book.place).isEqualTo(3);
  }

  @Test
  void aQueryWithParametersGivesEntities() {
    List<Book> books =
        factory.fromSession(
            session ->
                session
                    .createSelectionQuery("from Book where id > :id and title like :t", Book.class)
                    .setParameter("id", 1L)
                    .setParameter("t", "P%")
                    .list());
    assertThat(books).extracting(book -> book.title).containsExactly("Persuasion");
  }

  @Test
  void pagesAreOrderedByTheService() {
    List<String> titles =
        factory.fromSession(
            session ->
                session
                    .createSelectionQuery("select title from Book order by place", String.class)
                    .setFirstResult(1)
                    .setMaxResults(2)
                    .list());
    assertThat(titles).containsExactly("Untold", "Emma");
  }

  @Test
  void aggregatesAreJobs() {
    BigDecimal sum =
        factory.fromSession(
            session ->
                session
                    .createSelectionQuery("select sum(price) from Book", BigDecimal.class)
                    .getSingleResult());
    assertThat(sum).isEqualByComparingTo("17.40");
  }
}
