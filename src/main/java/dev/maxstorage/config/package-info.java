/**
 * A JDBC URL and its properties, as one immutable record.
 *
 * <p>What enters: the URL text, {@code java.util.Properties}, environment variables. What leaves: a
 * {@link dev.maxstorage.config.DriverConfig}, or an {@link
 * dev.maxstorage.config.InvalidConfigException} that names the property. Start reading at {@link
 * dev.maxstorage.config.ConnectionProperties}, the list of all properties.
 *
 * <p>Imports nothing of ours.
 */
@NullMarked
package dev.maxstorage.config;

import org.jspecify.annotations.NullMarked;
