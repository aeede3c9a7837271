package dev.maxstorage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Control-plane document, chapter 3. */
class CredentialSearchTest {
  private static final String URL = "jdbc:maxstorage:https://h/api?project=p";
  private static final Credentials OF_PROVIDER = Credentials.bearer("of the provider");

  @TempDir Path home;
  private final Map<String, String> environment = new HashMap<>();
  private final Properties system = new Properties();
  private final Properties properties = new Properties();

  /** A provider as an application writes it. */
  public static final class Provider implements CredentialsProvider {
    @Override
    public Credentials credentials() {
      return OF_PROVIDER;
    }
  }

  /** A class that cannot be a provider. */
  public static final class NoProvider {}

  private CredentialSource found() throws InvalidConfigException {
    system.setProperty("user.home", home.toString());
    return ConnectionUrl.of(URL)
        .config(properties, new Surroundings(environment, system))
        .access()
        .credentials();
  }

  private static CredentialSource pair(String id, String key, @Nullable String token) {
    return new CredentialSource.Given(new Credentials.KeyPair(id, key, token));
  }

  private void ini(String file, String... lines) throws Exception {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, String.join("\n", lines));
  }

  @Test
  void nothingAnywhereIsRefusedWithWhatToDo() {
    assertThatThrownBy(this::found)
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("accessId")
        .hasMessageContaining("ALIBABA_CLOUD_ACCESS_KEY_ID");
  }

  @Test
  void eachPlaceGivesWayToTheOneBefore() throws Exception {
    ini(
        ".alibabacloud/credentials.ini",
        "[default]",
        "enable = true",
        "type = access_key",
        "access_key_id = of-ini",
        "access_key_secret = s3=cret");
    assertThat(found()).isEqualTo(pair("of-ini", "s3=cret", null));
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "eid");
    assertThat(found()).isEqualTo(pair("of-ini", "s3=cret", null));
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ekey");
    assertThat(found()).isEqualTo(pair("eid", "ekey", null));
    environment.put("ALIBABA_CLOUD_SECURITY_TOKEN", "etoken");
    assertThat(found()).isEqualTo(pair("eid", "ekey", "etoken"));
    system.setProperty("alibabacloud.accessKeyId", "sid");
    system.setProperty("alibabacloud.accessKeyIdSecret", "skey");
    assertThat(found()).isEqualTo(pair("sid", "skey", null));
    environment.put("ODPS_BEARER_TOKEN_FILE", "bearer.txt");
    assertThat(found())
        .isEqualTo(
            new CredentialSource.File(Path.of("bearer.txt"), CredentialSource.Format.BEARER));
    environment.put("ODPS_BEARER_TOKEN", "tok");
    assertThat(found()).isEqualTo(new CredentialSource.Given(Credentials.bearer("tok")));
    environment.put("ODPS_STS_ACCOUNT_FILE", "sts.json");
    assertThat(found())
        .isEqualTo(
            new CredentialSource.File(Path.of("sts.json"), CredentialSource.Format.STS_JSON));
    environment.put("ODPS_STS_ACCESS_KEY_ID", "oid");
    environment.put("ODPS_STS_ACCESS_KEY_SECRET", "okey");
    environment.put("ODPS_STS_TOKEN", "otoken");
    assertThat(found()).isEqualTo(pair("oid", "okey", "otoken"));
    ini(
        "mine.ini",
        "[default]",
        "enable=true",
        "type=access_key",
        "access_key_id=i2",
        "access_key_secret=k2");
    properties.setProperty("credentialsFile", home.resolve("mine.ini").toString());
    assertThat(found()).isEqualTo(pair("i2", "k2", null));
    properties.setProperty("credentialsProvider", Provider.class.getName());
    assertThat(((CredentialSource.Provided) found()).provider().credentials())
        .isEqualTo(OF_PROVIDER);
    properties.setProperty("bearerToken", "b");
    assertThat(found()).isEqualTo(new CredentialSource.Given(Credentials.bearer("b")));
  }

  @Test
  void aProviderIsTakenAsAnObjectToo() throws Exception {
    CredentialsProvider provider = () -> OF_PROVIDER;
    properties.put("credentialsProvider", provider);
    assertThat(found()).isEqualTo(new CredentialSource.Provided(provider));
  }

  @Test
  void aClassThatIsNoProviderIsNamed() {
    properties.setProperty("credentialsProvider", NoProvider.class.getName());
    assertThatThrownBy(this::found)
        .hasMessageContaining("NoProvider")
        .hasMessageContaining(CredentialsProvider.class.getName());
    properties.setProperty("credentialsProvider", "no.such.Class");
    assertThatThrownBy(this::found).hasMessageContaining("no.such.Class");
  }

  @Test
  void keyAndBearerTokenTogetherAreRefused() {
    properties.setProperty("accessId", "i");
    properties.setProperty("accessKey", "k");
    properties.setProperty("bearerToken", "t");
    assertThatThrownBy(this::found).hasMessageContaining("give one of them");
  }

  @Test
  void aProfileIsChosenByPropertyOrVariable() throws Exception {
    ini(
        "c.ini",
        "# a comment",
        "[default]",
        "enable = false",
        "[two]",
        "enable = true",
        "type = access_key",
        "access_key_id = i2",
        "access_key_secret = k2",
        "[role]",
        "enable = true",
        "type = ram_role_arn",
        "access_key_secret = s3cret");
    environment.put("ALIBABA_CLOUD_CREDENTIALS_FILE", home.resolve("c.ini").toString());
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_ID", "ignored beside a named profile");
    environment.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "k");
    environment.put("ALIBABA_CLOUD_PROFILE", "two");
    assertThat(found()).isEqualTo(pair("i2", "k2", null));
    properties.setProperty("credentialsProfile", "role");
    assertThatThrownBy(this::found)
        .hasMessageContaining("ram_role_arn")
        .hasMessageContaining("credentialsProvider")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
    properties.setProperty("credentialsProfile", "none");
    assertThatThrownBy(this::found).hasMessageContaining("Profile 'none'");
    properties.setProperty("credentialsProfile", "default");
    environment.remove("ALIBABA_CLOUD_ACCESS_KEY_ID");
    assertThatThrownBy(this::found).hasMessageContaining("not enabled");
  }
}
