package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.EngineException;
import dev.maxstorage.wire.CorruptStreamException;
import dev.maxstorage.wire.MalformedMessageException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds and runs the operation of a request, and turns every failure into an error answer. */
final class Dispatcher {
  private static final System.Logger LOGGER = System.getLogger(Dispatcher.class.getName());

  private final SignatureCheck signatures;
  private final StorageApi storage;
  private final ControlPlane control;
  private final FaultPlan faults;

  Dispatcher(
      SignatureCheck signatures, StorageApi storage, ControlPlane control, FaultPlan faults) {
    this.signatures = signatures;
    this.storage = storage;
    this.control = control;
    this.faults = faults;
  }

  /**
   * The answer to a request.
   *
   * @param operation empty if the request was refused before its operation was known
   * @param fault what the fault plan does to the answer, or null
   */
  record Outcome(String operation, @Nullable Fault fault, Response response) {}

  Outcome dispatch(Request request) {
    ErrorFormat errors = ErrorFormat.of(request);
    Operation operation;
    Fault fault;
    try {
      operation = operation(request);
      fault = faults.next(operation.name());
    } catch (Refusal e) {
      Response refused = errors.response(request, e.status(), e.code(), e.getMessage());
      return new Outcome("", null, refused);
    } catch (IllegalArgumentException e) {
      Response malformed = errors.response(request, 400, "InvalidParameter", e.getMessage());
      return new Outcome("", null, malformed);
    }
    if (fault instanceof Fault.AnswerStatus answer) {
      return new Outcome(operation.name(), fault, answer.response(errors, request));
    }
    return new Outcome(operation.name(), fault, answer(request, operation, errors));
  }

  private Operation operation(Request request) {
    if (Health.serves(request)) {
      return Health.operation(request);
    }
    signatures.check(request);
    return StorageApi.serves(request) ? storage.operation(request) : control.operation(request);
  }

  private static Response answer(Request request, Operation operation, ErrorFormat errors) {
    try {
      return operation.handler().answer(request);
    } catch (Refusal e) {
      Response refused = errors.response(request, e.status(), e.code(), e.getMessage());
      for (Map.Entry<String, String> header : e.headers().entrySet()) {
        refused = refused.with(header.getKey(), header.getValue());
      }
      return refused;
    } catch (EngineException e) {
      return errors.response(request, e);
    } catch (MalformedMessageException
        | CorruptStreamException
        | RequestBody.BrokenOffException e) {
      return errors.response(request, 400, "InvalidParameter", e.getMessage());
    } catch (IOException | RuntimeException e) {
      LOGGER.log(
          System.Logger.Level.WARNING,
          "Request " + request.id() + " (" + operation.name() + ") failed",
          e);
      return errors.response(request, 500, "InternalServerError", e.toString());
    }
  }
}
