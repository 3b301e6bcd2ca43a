package org.synfire.bench.stress;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jcstress.Main;

/**
 * Runs the stress tests of this package through jcstress.
 *
 * <p>With {@code --quick} each test gets one short round, for every build; without it jcstress' own defaults hold,
 * which take minutes. Whatever else is given goes to jcstress. The process ends with a status other than 0 when a
 * forbidden result was seen.
 */
public final class StressTests {
    /** What Agrona's buffers need. */
    private static final String OPEN = "--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED";

    private static final List<String> QUICK = List.of(
            "-f", "1", "-iters", "1", "-time", "500", "-sc", "false", "-jvmArgs", OPEN + " -XX:-TieredCompilation");

    private StressTests() {}

    /**
     * Runs the stress tests.
     *
     * @param arguments {@code --quick} or none, then options of jcstress
     * @throws Exception if jcstress cannot run
     */
    public static void main(String[] arguments) throws Exception {
        List<String> options = new ArrayList<>(List.of(arguments));
        if (options.remove("--quick")) {
            options.addAll(0, QUICK);
        } else {
            options.addAll(0, List.of("-jvmArgsPrepend", OPEN));
        }
        options.addAll(List.of("-t", StressTests.class.getPackageName()));
        Main.main(options.toArray(String[]::new));
    }
}
