package dev.maxstorage.transport;

/** What proves who sends a request: a key pair that signs it, or a token that goes with it. */
public sealed interface Credential permits AccessKey, BearerToken {}
