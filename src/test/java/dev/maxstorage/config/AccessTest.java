package dev.maxstorage.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
  private static final String KEYS = "?project=p&accessId=id&accessKey=k";

  private static Access access(String endpoint, String parts) throws InvalidConfigException {
    return ConnectionUrl.of(ConnectionUrl.PREFIX + endpoint + KEYS + parts)
        .config(new Properties(), new Surroundings(Map.of(), new Properties()))
        .access();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://service.example.com/api",
        "http://10.0.0.1/api",
        "http://localhost.example.com/api",
        "http://127.0.0.1.example.com/api",
        "HTTP://h/api"
      })
  void plainHttpToAnotherMachineNeedsItsProperty(String endpoint) throws Exception {
    assertThatThrownBy(() -> access(endpoint, ""))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("plainHttp=anywhere");
    assertThat(access(endpoint, "&plainHttp=anywhere").plainHttp())
        .isEqualTo(PlainHttpChoice.ANYWHERE);
    assertThatThrownBy(() -> access("https://h/api", "&tunnelEndpoint=" + endpoint))
        .hasMessageContaining("plainHttp=anywhere");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:80/api",
        "http://127.3.0.1/api",
        "http://[::1]:8/api",
        "https://h"
      })
  void loopbackAndTlsNeedNone(String endpoint) throws Exception {
    assertThat(access(endpoint, "").plainHttp()).isEqualTo(PlainHttpChoice.LOOPBACK);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://service.cn-hangzhou.maxcompute.aliyun.com/api, '', -",
        "https://h/api, &region=zz-test, zz-test",
        "https://h/api, &region=zz-test&signatureVersion=v2, -",
        "https://h/api, &region=zz-test&signatureVersion=V4, zz-test",
        "https://service.cn-hangzhou.maxcompute.aliyun.com/api, &signatureVersion=v4, cn-hangzhou",
        "https://service.cn-hangzhou-vpc.maxcompute.x.com/api, &signatureVersion=v4, cn-hangzhou",
        "https://service.ap-southeast-1-internal.x.com/api, &signatureVersion=v4, ap-southeast-1",
      })
  void versionFourTakesItsRegionFromPropertyOrHost(String endpoint, String parts, String region)
      throws Exception {
    assertThat(access(endpoint, parts).signatureRegion()).isEqualTo(region);
  }

  @Test
  void versionFourWithoutARegionIsRefused() {
    assertThatThrownBy(() -> access("https://service.example.com/api", "&signatureVersion=v4"))
        .hasMessageContaining("'region'");
  }

  @ParameterizedTest
  @CsvSource({
    "&proxyUser=u&proxyPassword=p, proxyHost",
    "&proxyHost=h&proxyUser=u, proxyPassword",
    "&proxyHost=h&proxyPassword=p, proxyUser",
    "&proxyHost=h&proxyPort=0, proxyPort",
    "&trustStorePassword=p, trustStore",
    "&applicationId=i, applicationKey",
  })
  void halfASettingIsRefused(String parts, String missing) {
    assertThatThrownBy(() -> access("https://h", parts))
        .isInstanceOf(InvalidConfigException.class)
        .hasMessageContaining("'" + missing + "'");
  }

  @Test
  void wholeSettingsShowNoSecret() throws Exception {
    Access access =
        access(
            "https://h",
            "&proxyHost=px&proxyUser=u&proxyPassword=s3cret&trustStore=t.p12"
                + "&trustStorePassword=s3cret&applicationId=app-id&applicationKey=s3cret");
    assertThat(access.proxy()).isEqualTo(new ProxyAddress("px", 3128, "u", "s3cret"));
    assertThat(access.trustStore()).isEqualTo(new TrustStoreFile(Path.of("t.p12"), "s3cret"));
    assertThat(access.application()).isEqualTo(new Credentials.KeyPair("app-id", "s3cret", null));
    assertThat(access.toString()).doesNotContain("s3cret").contains("px:3128");
  }
}
