package org.synfire.engine.file;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a file could not be read or written, in words for the person who gave it. */
public final class FileReason {
    private FileReason() {}

    /**
     * The reason without the name of the file, on one line.
     *
     * @param failure what reading or writing threw
     * @return such as "permission denied"
     */
    public static String of(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException _ -> "a file of this name is in the way";
            case NotDirectoryException _ -> "it is not a folder";
            case FileSystemLoopException _ -> "its links lead in a circle";
            case FileSystemException system when system.getReason() != null -> uncapitalised(system.getReason());
            case UncheckedIOException unchecked -> of(unchecked.getCause());
            case EOFException _ -> "it ends too early";
            case OutOfMemoryError _ -> "the memory does not hold it";
            default -> uncapitalised(firstLine(failure));
        };
    }

    private static String uncapitalised(String reason) {
        boolean isWord = reason.length() > 1 && Character.isLowerCase(reason.charAt(1));
        return isWord ? reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1) : reason;
    }

    /** The first line of its message; empty if there is none. */
    public static String firstLine(Throwable failure) {
        return failure.getMessage() == null
                ? ""
                : failure.getMessage().lines().findFirst().orElse("");
    }
}
