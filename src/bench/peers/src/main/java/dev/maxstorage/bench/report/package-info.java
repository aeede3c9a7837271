/** What JMH measured, as a table and a picture. Start reading at {@code Report}. */
package dev.maxstorage.bench.report;
