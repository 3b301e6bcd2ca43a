package org.synfire.tools.sweep;

/**
 * What became of a task.
 *
 * @param status exit status of the command; {@value #LOST} where the executor lost the task
 * @param message what the command wrote to standard error, on one line; empty where it wrote nothing
 * @param json the result as JSON; empty where there is none
 * @param part the part's file; empty where none was asked for
 * @param report the folder of the run as a zip; empty where none was asked for
 */
public record TaskResult(int status, String message, String json, byte[] part, byte[] report) {
    /** The status of a task that no executor finished. It is run again when the sweep goes on. */
    public static final int LOST = -1;

    /** A task that was lost, with the reason. */
    public static TaskResult lost(String reason) {
        return new TaskResult(LOST, reason, "", new byte[0], new byte[0]);
    }

    /** Whether no executor finished it. */
    public boolean isLost() {
        return status == LOST;
    }

    /** The result as bytes. */
    public byte[] bytes() {
        return TaskRequest.Bytes.of(new Plain(status, message, json, part, report));
    }

    /** A result of its bytes. */
    public static TaskResult of(byte[] bytes) {
        Plain plain = TaskRequest.Bytes.read(bytes, Plain.class);
        return new TaskResult(plain.status, plain.message, plain.json, plain.part, plain.report);
    }

    /** The components alone, as JSON has them. */
    private record Plain(int status, String message, String json, byte[] part, byte[] report) {}
}
