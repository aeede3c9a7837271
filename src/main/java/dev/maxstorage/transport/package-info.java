/**
 * The one HTTP door of the client: sends, signs, repeats and streams requests.
 *
 * <p>What enters: immutable {@link dev.maxstorage.transport.WireRequest}s. What leaves: whole
 * answers, answers whose body is still to be read, or one of two exceptions: {@link
 * dev.maxstorage.transport.ServiceException}, the service said no, and {@link
 * dev.maxstorage.transport.TransportException}, there was no usable answer. Start reading at {@link
 * dev.maxstorage.transport.HttpTransport}.
 *
 * <p>The only room that imports HttpClient. Internal: not for applications.
 */
@NullMarked
package dev.maxstorage.transport;

import org.jspecify.annotations.NullMarked;
