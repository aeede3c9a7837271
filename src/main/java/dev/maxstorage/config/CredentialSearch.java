package dev.maxstorage.config;

import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the credentials of a connection to a service: the first of properties, a provider, the
 * environment variables that MaxCompute's tools read, and the places where Alibaba Cloud's tools
 * look. Source: control-plane document, 3.1.
 */
final class CredentialSearch {
  private static final String DEFAULT_FILE = ".alibabacloud/credentials.ini";

  private final Map<String, String> values;
  private final @Nullable CredentialsProvider provider;
  private final Surroundings around;

  CredentialSearch(
      Map<String, String> values, @Nullable CredentialsProvider provider, Surroundings around) {
    this.values = values;
    this.provider = provider;
    this.around = around;
  }

  /** The first source that has credentials. */
  CredentialSource find() throws InvalidConfigException {
    CredentialSource found = inProperties();
    if (found == null) {
      found = inMaxComputeVariables();
    }
    if (found == null) {
      found = inCloudPlaces();
    }
    if (found == null) {
      throw new InvalidConfigException(
          "No credentials: set the properties accessId and accessKey, or bearerToken, or"
              + " credentialsProvider, or the environment variables ALIBABA_CLOUD_ACCESS_KEY_ID and"
              + " ALIBABA_CLOUD_ACCESS_KEY_SECRET");
    }
    return found;
  }

  private @Nullable CredentialSource inProperties() throws InvalidConfigException {
    String id = ConnectionProperties.ACCESS_ID.valueIn(values);
    String key = ConnectionProperties.ACCESS_KEY.valueIn(values);
    String bearer = ConnectionProperties.BEARER_TOKEN.valueIn(values);
    if (bearer != null && (id != null || key != null)) {
      throw new InvalidConfigException(
          "Both an access key and a bearerToken are given; give one of them");
    }
    if (bearer != null) {
      return new CredentialSource.Given(new Credentials.Bearer(bearer));
    }
    if (id != null && key != null) {
      return new CredentialSource.Given(
          new Credentials.KeyPair(id, key, ConnectionProperties.STS_TOKEN.valueIn(values)));
    }
    if (id != null || key != null) {
      throw new InvalidConfigException(
          "Property '" + (id == null ? "accessId" : "accessKey") + "' is missing; both are needed");
    }
    if (provider != null) {
      return new CredentialSource.Provided(provider);
    }
    String className = ConnectionProperties.CREDENTIALS_PROVIDER.valueIn(values);
    if (className != null) {
      return new CredentialSource.Provided(made(className));
    }
    String file = ConnectionProperties.CREDENTIALS_FILE.valueIn(values);
    return file == null ? null : new CredentialSource.Given(inIni(Path.of(file)));
  }

  private static CredentialsProvider made(String className) throws InvalidConfigException {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? CredentialSearch.class.getClassLoader() : context;
    try {
      Object made = Class.forName(className, true, loader).getDeclaredConstructor().newInstance();
      if (made instanceof CredentialsProvider usable) {
        return usable;
      }
    } catch (InvocationTargetException e) {
      throw new InvalidConfigException(
          "The constructor of the credentialsProvider '" + className + "' failed: " + e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw unusable(className, e.toString());
    }
    throw unusable(className, "it is no " + CredentialsProvider.class.getName());
  }

  private static InvalidConfigException unusable(String className, String why) {
    return new InvalidConfigException(
        "Property 'credentialsProvider' is '"
            + className
            + "'; it must be the name of a public class with a public constructor without parameters"
            + " that implements "
            + CredentialsProvider.class.getName()
            + " ("
            + why
            + ")");
  }

  private @Nullable CredentialSource inMaxComputeVariables() {
    CredentialSource pair =
        pair(
            around.variable("ODPS_STS_ACCESS_KEY_ID"),
            around.variable("ODPS_STS_ACCESS_KEY_SECRET"),
            around.variable("ODPS_STS_TOKEN"));
    if (pair != null) {
      return pair;
    }
    String stsFile = around.variable("ODPS_STS_ACCOUNT_FILE");
    if (!stsFile.isEmpty()) {
      return new CredentialSource.File(Path.of(stsFile), CredentialSource.Format.STS_JSON);
    }
    String bearer = around.variable("ODPS_BEARER_TOKEN");
    if (!bearer.isEmpty()) {
      return new CredentialSource.Given(new Credentials.Bearer(bearer));
    }
    String bearerFile = around.variable("ODPS_BEARER_TOKEN_FILE");
    return bearerFile.isEmpty()
        ? null
        : new CredentialSource.File(Path.of(bearerFile), CredentialSource.Format.BEARER);
  }

  /** System properties, environment, ini file. The environment counts for the default profile. */
  private @Nullable CredentialSource inCloudPlaces() throws InvalidConfigException {
    CredentialSource inSystem =
        pair(
            around.property("alibabacloud.accessKeyId"),
            around.property("alibabacloud.accessKeyIdSecret"),
            "");
    if (inSystem != null) {
      return inSystem;
    }
    if (profile().equals(CredentialsIni.DEFAULT_PROFILE)) {
      CredentialSource inEnvironment =
          pair(
              around.variable("ALIBABA_CLOUD_ACCESS_KEY_ID"),
              around.variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
              around.variable("ALIBABA_CLOUD_SECURITY_TOKEN"));
      if (inEnvironment != null) {
        return inEnvironment;
      }
    }
    String named = around.variable("ALIBABA_CLOUD_CREDENTIALS_FILE");
    if (!named.isEmpty()) {
      return new CredentialSource.Given(inIni(Path.of(named)));
    }
    String home = around.property("user.home");
    Path usual = home.isEmpty() ? null : Path.of(home, DEFAULT_FILE);
    return usual == null || !Files.exists(usual) ? null : new CredentialSource.Given(inIni(usual));
  }

  private Credentials inIni(Path file) throws InvalidConfigException {
    return CredentialsIni.read(file, profile());
  }

  private String profile() throws InvalidConfigException {
    String given = ConnectionProperties.CREDENTIALS_PROFILE.valueIn(values);
    String variable = around.variable("ALIBABA_CLOUD_PROFILE");
    if (given != null) {
      return given;
    }
    return variable.isEmpty() ? CredentialsIni.DEFAULT_PROFILE : variable;
  }

  /** A complete pair, or null. */
  private static @Nullable CredentialSource pair(String id, String key, String token) {
    return id.isEmpty() || key.isEmpty()
        ? null
        : new CredentialSource.Given(
            new Credentials.KeyPair(id, key, token.isEmpty() ? null : token));
  }
}
