package org.synfire.engine.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The machine that this process runs on, as far as it is known; what is not known is {@code unknown}.
 *
 * @param name of the machine
 * @param processor model name
 * @param processors logical processors that this process may use
 * @param system operating system and architecture
 * @param jdk vendor and version of the virtual machine
 */
public record HostMachine(String name, String processor, int processors, String system, String jdk) {
    private static final String UNKNOWN = "unknown";
    private static final Path LINUX_PROCESSORS = Path.of("/proc/cpuinfo");
    private static final Path LINUX_NAME = Path.of("/proc/sys/kernel/hostname");

    /** The machine of this process. */
    public static HostMachine here() {
        return new HostMachine(
                known(first(LINUX_NAME, ""), System.getenv("HOSTNAME"), System.getenv("COMPUTERNAME")),
                known(first(LINUX_PROCESSORS, "model name"), System.getenv("PROCESSOR_IDENTIFIER")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.vendor") + " " + Runtime.version());
    }

    private static String known(String... values) {
        return Stream.of(values)
                .filter(value -> value != null && !value.isBlank())
                .findFirst()
                .orElse(UNKNOWN);
    }

    /** The rest of the first line that begins so, without a colon before it; empty if there is none. */
    private static String first(Path file, String beginning) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(beginning))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("");
        } catch (IOException | RuntimeException _) {
            return "";
        }
    }

    /** In a line, such as {@code Linux amd64, 8 x Some Processor}. */
    public String words() {
        return String.format(Locale.ROOT, "%s, %d x %s", system, processors, processor);
    }
}
