package dev.maxstorage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionUrlTest {
  private static final String SERVICE =
      "jdbc:maxstorage:https://service.zz-test.example.com/api?project=p&accessId=id&accessKey=k";

  /** No environment variable, no home. */
  private static final Surroundings NOWHERE = new Surroundings(Map.of(), new Properties());

  @Test
  void serviceUrlNamesEndpointProjectAndKeys() throws Exception {
    DriverConfig config = config(SERVICE + "&timeZone=Asia/Shanghai&connectTimeout=3");
    assertThat(config.location())
        .isEqualTo(new Location.Service(URI.create("https://service.zz-test.example.com/api")));
    assertThat(config.project()).isEqualTo("p");
    assertThat(config.schema()).isEqualTo("default");
    assertThat(config.access().credentials()).isEqualTo(given("id", "k", null));
    assertThat(config.timeZone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.readTimeout()).isEqualTo(Duration.ofSeconds(120));
    assertThat(config.engine()).isEqualTo(EngineChoice.AUTO);
  }

  @Test
  void fileUrlNeedsNoKeysAndNoProject() throws Exception {
    DriverConfig config = config("jdbc:maxstorage:file:target/my%20wh");
    assertThat(config.location()).isEqualTo(new Location.Directory("target/my wh"));
    assertThat(config.project()).isEqualTo("main");
    assertThat(config.access()).isNull();
  }

  @Test
  void memoryUrlNamesAWarehouse() throws Exception {
    assertThat(config("jdbc:maxstorage:mem:demo?project=demo").location())
        .isEqualTo(new Location.Memory("demo"));
  }

  @Test
  void propertiesWinOverTheUrl() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("project", "q");
    properties.setProperty("password", "other");
    DriverConfig config = ConnectionUrl.of(SERVICE).config(properties, NOWHERE);
    assertThat(config.project()).isEqualTo("q");
    assertThat(config.access().credentials()).isEqualTo(given("id", "other", null));
  }

  @Test
  void aPlusSignInAKeyStaysAPlusSign() throws Exception {
    DriverConfig config =
        config("jdbc:maxstorage:https://h/api?project=p&accessId=id&accessKey=a+b%2Bc%3D");
    assertThat(config.access().credentials()).isEqualTo(given("id", "a+b+c=", null));
  }

  @Test
  void unknownPropertiesAreListedForAWarning() throws Exception {
    assertThat(config(SERVICE + "&nonsense=1").unknownProperties()).containsExactly("nonsense");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connectTimeout=soon|connectTimeout|'soon'",
        "connectTimeout=-1|connectTimeout|0 to 86400",
        "timeZone=Mars/Base|timeZone|'Mars/Base'",
        "engine=fast|engine|auto, storage, sql",
        "filterPushdown=maybe|filterPushdown|true, false",
        "fetchSize=0|fetchSize|1 to 20000",
        "tunnelEndpoint=dt.example.com|tunnelEndpoint|https://host",
        "schema=|schema|must not be empty",
      })
  void aBadPropertyIsNamedWithItsValueAndWhatWouldBeRight(
      String part, String name, String message) {
    assertThatThrownBy(() -> config(SERVICE + "&" + part))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:maxstorage:",
        "jdbc:maxstorage:file:",
        "jdbc:maxstorage:mem:",
        "jdbc:maxstorage:ftp://host/api?project=p",
        "jdbc:maxstorage:https://user:pw@host/api?project=p",
        "jdbc:maxstorage:https://h/api?=x",
        "jdbc:maxstorage:https://h/api?accessId=i&accessKey=k",
      })
  void urlsThatNameNothingAreRefused(String url) {
    assertThatThrownBy(() -> config(url))
        .isInstanceOf(InvalidConfigException.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("pw@"));
  }

  @Test
  void urlsOfOtherDriversAreNotAccepted() {
    assertThat(ConnectionUrl.accepts("jdbc:h2:mem:x")).isFalse();
    assertThat(ConnectionUrl.accepts("JDBC:MaxStorage:mem:x")).isTrue();
  }

  @Test
  void noTextFormShowsASecret() throws Exception {
    String secret = "sEcReT-0001";
    String url =
        "jdbc:maxstorage:https://h/api?project=p&accessId=visible-id&accessKey="
            + secret
            + "&stsToken="
            + secret
            + "&mystery="
            + secret;
    assertThat(ConnectionUrl.of(url).redacted())
        .isEqualTo(
            "jdbc:maxstorage:https://h/api?project=p&accessId=visible-id&accessKey=***"
                + "&stsToken=***&mystery=***");
    assertThat(ConnectionUrl.of(url).toString()).doesNotContain(secret);
    assertThat(config(url).toString()).doesNotContain(secret);
  }

  private static CredentialSource given(String id, String key, @Nullable String token) {
    return new CredentialSource.Given(new Credentials.KeyPair(id, key, token));
  }

  private static DriverConfig config(String url) throws InvalidConfigException {
    return ConnectionUrl.of(url).config(new Properties(), NOWHERE);
  }
}
