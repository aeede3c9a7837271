/** The driver beside the official Java SDK, on one server and in one run. */
package dev.maxstorage.bench;
