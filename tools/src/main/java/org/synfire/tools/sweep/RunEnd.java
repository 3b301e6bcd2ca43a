package org.synfire.tools.sweep;

/**
 * How a run of a sweep ended.
 *
 * @param run which one
 * @param status exit status of the command; {@link TaskResult#LOST} if it did not end
 * @param message what it said; empty if nothing
 * @param json its result; empty if there is none
 */
public record RunEnd(PlannedRun run, int status, String message, String json) {
    private static final int CHIP_CANNOT = 3;

    /** Whether it has a result: it is done, or the result says that the emulated chip cannot do it. */
    public boolean isDone() {
        return status == 0 || (status == CHIP_CANNOT && !json.isEmpty());
    }

    /** Whether no executor finished it. */
    public boolean isLost() {
        return status == TaskResult.LOST;
    }

    /** In a word: done, failed, lost, or that the emulated chip cannot do it. */
    public String word() {
        return switch (status) {
            case 0 -> "done";
            case CHIP_CANNOT -> "chip cannot";
            case TaskResult.LOST -> "lost";
            default -> "failed";
        };
    }
}
