package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher, in a copy of the repository's outline, where Java and Maven only say what they are given. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class LauncherTest {
    private static final List<String> MODULES = List.of(
            "engine",
            "noc",
            "models/network",
            "models/emulator",
            "models/papers",
            "models/training",
            "tools",
            "tools/sweep",
            "bench");

    private static final String PREPARING = "synfire: preparing faster starts (once; this takes some seconds)\n";

    @TempDir
    private Path directory;

    private Path root;
    private Path launcher;
    private Path built;
    private Path libraries;

    @BeforeEach
    void copyRepository() throws IOException {
        root = Files.createDirectories(directory.resolve("a repository"));
        for (String module : MODULES) {
            Files.createDirectories(root.resolve(module + "/src/main"));
            Files.createFile(root.resolve(module + "/pom.xml"));
        }
        Files.createFile(root.resolve("pom.xml"));
        libraries = Files.createDirectories(root.resolve("tools/target/lib"));
        Files.writeString(libraries.resolve("id"), "build 1\n");
        built = Files.createFile(root.resolve("tools/target/complete"));
        Files.setLastModifiedTime(built, FileTime.fromMillis(System.currentTimeMillis() + 10_000));
        // the usual places of a JDK are those of a test
        String script = Files.readString(RepositoryFiles.root().resolve("synfire"))
                .replace("/usr/lib/jvm", directory + "/jvm")
                .replace("/opt/java", directory + "/opt")
                .replace("/Library/Java", directory + "/Library");
        launcher = executable(root.resolve("synfire"), script);
        executable(
                directory.resolve("bin/mvn"),
                "#!/bin/sh\necho \"mvn $*\"\necho \"jdk $JAVA25_HOME\"\necho build >> '" + directory + "/builds'\n");
    }

    private static Path executable(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path jdk(String home, String version) throws IOException {
        Path jdk = directory.resolve(home);
        executable(
                jdk.resolve("bin/java"),
                "#!/bin/sh\necho \"" + home + " in $PWD\"\necho \"path $CLASSPATH\"\necho \"omp $OMP_NUM_THREADS\"\n"
                        + "for a; do echo \"[$a]\"; done\n");
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return jdk;
    }

    /** What it says, standard error included, then its exit status. */
    private String launch(Path command, Path where, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        ProcessBuilder process =
                new ProcessBuilder(command.toString()).directory(where.toFile()).redirectErrorStream(true);
        process.command().addAll(List.of(arguments));
        process.environment()
                .keySet()
                .removeAll(List.of("JAVA_HOME", "HOME", "SYNFIRE_JAVA_OPTIONS", "CLASSPATH", "OMP_NUM_THREADS"));
        process.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        process.environment().putAll(environment);
        Process started = process.start();
        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.replace(PREPARING, "") + "status " + started.waitFor();
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        jdk("jvm/one", "25.0.1");
        String said =
                launch(launcher, root, Map.of("JAVA_HOME", jdk("mine", "26-ea").toString()), "run", "--out", "a b");
        assertTrue(said.startsWith("mine in "), said);
        assertTrue(said.endsWith("[org.synfire.tools.Synfire]\n[run]\n[--out]\n[a b]\nstatus 0"), said);
        assertTrue(said.contains("repository/tools/target/lib/*\nomp \n"), said);
    }

    @Test
    void passesByAJavaHomeThatIsTooOld() throws Exception {
        jdk("jvm/one", "17.0.15");
        jdk("jvm/two", "25");
        assertTrue(launch(
                        launcher,
                        root,
                        Map.of("JAVA_HOME", jdk("old", "17.0.15").toString()),
                        "chip")
                .startsWith("jvm/two in "));
    }

    @Test
    void looksWhereSdkmanPutsThem() throws Exception {
        jdk("home/.sdkman/candidates/java/25.0.1-tem", "25.0.1");
        assertTrue(
                launch(launcher, root, Map.of("HOME", directory.resolve("home").toString()), "chip")
                        .startsWith("home/.sdkman"));
    }

    @Test
    void saysInOneLineThatThereIsNoJdk() throws Exception {
        jdk("jvm/one", "24.0.2");
        assertEquals(
                "synfire: no JDK 25 or later found; install one (for example Temurin 25) or set JAVA_HOME to it\n"
                        + "status 1",
                launch(launcher, root, Map.of(), "run"));
    }

    @Test
    void worksFromElsewhereAndThroughLinks() throws Exception {
        jdk("jvm/one", "25");
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("a repository/synfire"));
        Path second = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("deep")).resolve("second"), Path.of("../link"));
        for (Path command : List.of(launcher, link, second)) {
            String said = launch(command, directory, Map.of(), "chip");
            assertTrue(said.startsWith("jvm/one in " + directory), said);
            assertTrue(said.endsWith("[chip]\nstatus 0"), said);
            assertTrue(said.contains("repository/tools/target/lib/*\n"), said);
        }
    }

    @Test
    void buildsWhatIsMissing() throws Exception {
        jdk("jvm/one", "25");
        Files.delete(built);
        String first = launch(launcher, directory, Map.of(), "chip");
        assertTrue(
                first.startsWith("synfire: building (once;")
                        && first.contains("\nmvn -B ")
                        && first.contains("\njdk " + directory + "/jvm/one\n"),
                first);
        assertTrue(launch(launcher, directory, Map.of(), "chip").startsWith("jvm/one"));
        Files.setLastModifiedTime(
                Files.createFile(root.resolve("noc/src/main/New.java")),
                FileTime.fromMillis(System.currentTimeMillis() + 20_000));
        assertTrue(launch(launcher, directory, Map.of(), "chip").startsWith("synfire: building"));
    }

    @Test
    void buildsTheTrainingPartForThoseWhoTrain() throws Exception {
        jdk("jvm/one", "25");
        executable(directory.resolve("bin/mvn"), """
            #!/bin/sh
            echo "mvn $*"
            mkdir -p models/training/target
            printf '/libraries/torch.jar' > models/training/target/training.classpath
            """);
        for (String command : new String[] {
            "run", "reproduce mint", "reproduce hessian --help", "train --help", "reproduce hessian --findings f"
        }) {
            String said = launch(launcher, directory, Map.of(), command.split(" "));
            assertTrue(said.startsWith("jvm/one"), said);
            assertTrue(said.contains("/tools/target/lib/*\nomp \n"), said);
        }
        for (String command : new String[] {
            "train --out x", "hessian --quiet", "reproduce hessian --checkpoint c", "reproduce mint --train"
        }) {
            String first = launch(launcher, directory, Map.of(), command.split(" "));
            assertTrue(
                    first.startsWith("synfire: building the training part (once;")
                            && first.contains(" -pl models/training -am "),
                    first);
            String second = launch(launcher, directory, Map.of(), command.split(" "));
            assertTrue(second.startsWith("jvm/one"), second);
            assertTrue(
                    second.contains("repository/models/training/target/classes:/libraries/torch.jar\nomp 1\n"), second);
            Files.delete(root.resolve("models/training/target/.complete"));
        }
        assertTrue(launch(launcher, directory, Map.of("OMP_NUM_THREADS", "2"), "hessian", "--quiet")
                .contains("\nomp 2\n"));
    }

    @Test
    void buildsTheSparkPartForSweepsOnSpark() throws Exception {
        jdk("jvm/one", "25");
        executable(directory.resolve("bin/mvn"), """
            #!/bin/sh
            echo "mvn $*"
            mkdir -p tools/sweep/target
            printf '/libraries/spark.jar' > tools/sweep/target/spark.classpath
            """);
        for (String command : new String[] {
            "run --on local[2]", "sweep f.yaml", "sweep f.yaml --on threads[2]", "sweep --on local[2] --help"
        }) {
            String said = launch(launcher, directory, Map.of(), command.split(" "));
            assertTrue(said.startsWith("jvm/one"), said);
            assertFalse(said.contains("spark"), said);
        }
        for (String command : new String[] {"sweep f.yaml --on local[2]", "sweep --on=spark://host:7077 f.yaml"}) {
            String first = launch(launcher, directory, Map.of(), command.split(" "));
            assertTrue(
                    first.startsWith("synfire: building the Spark part (once;")
                            && first.contains(" -Pspark ")
                            && first.contains(" -pl tools/sweep -am "),
                    first);
            String second = launch(launcher, directory, Map.of(), command.split(" "));
            assertTrue(second.startsWith("jvm/one"), second);
            assertTrue(second.contains("repository/tools/sweep/target/classes:/libraries/spark.jar\n"), second);
            Files.writeString(root.resolve("tools/target/lib/id"), "another build of " + command + "\n");
        }
    }

    @Test
    void aBuildSaysWhichModuleItIsAt() throws Exception {
        jdk("jvm/one", "25");
        Files.delete(built);
        executable(directory.resolve("bin/mvn"), """
            #!/bin/sh
            echo '[INFO] Scanning for projects...'
            echo '[INFO] Building Synfire engine 0.1.0-SNAPSHOT                               [2/7]'
            echo '[WARNING] automodules'
            echo '[INFO] Building jar: /somewhere/a.jar'
            echo '[INFO] Building Synfire 0.1.0-SNAPSHOT                                     [10/17]'
            echo '[ERROR] something'
            """);
        String said = launch(launcher, directory, Map.of(), "chip");
        List<String> lines = said.lines().toList();
        assertTrue(lines.getFirst().startsWith("synfire: building (once;"), said);
        assertEquals(
                List.of("synfire: 2 of 7: Synfire engine", "synfire: 10 of 17: Synfire", "[ERROR] something"),
                lines.subList(1, 4));
        assertTrue(lines.get(4).startsWith("jvm/one"), said);
        assertTrue(Files.readString(root.resolve("tools/target/build.log")).contains("/somewhere/a.jar"));
    }

    @Test
    void saysThatTheBuildFailed() throws Exception {
        jdk("jvm/one", "25");
        Files.delete(built);
        executable(directory.resolve("bin/mvn"), "#!/bin/sh\nexit 1\n");
        String said = launch(launcher, directory, Map.of(), "chip");
        assertTrue(
                said.contains("synfire: the build failed; run 'mvn -pl tools -am package' in ")
                        && said.endsWith("status 1"),
                said);
        assertTrue(Files.notExists(built), "a failed build must be repeated");
    }

    @Test
    void saysThatTheNetworkIsMissing() throws Exception {
        jdk("jvm/one", "25");
        Files.delete(built);
        executable(
                directory.resolve("bin/mvn"),
                "#!/bin/sh\necho '[ERROR] Could not transfer artifact a:b:jar:1 from/to central'\nexit 1\n");
        String said = launch(launcher, directory, Map.of(), "chip");
        assertTrue(
                said.contains("synfire: the libraries could not be fetched: is the network there?")
                        && said.endsWith("status 1"),
                said);
    }

    @Test
    void javaOptionsMayHoldSpacesAndChooseTheCollector() throws Exception {
        jdk("jvm/one", "25");
        String options = "-Dname='two words' -XX:+UseG1GC \"-Dother=a b\"";
        String said = launch(launcher, root, Map.of("SYNFIRE_JAVA_OPTIONS", options), "chip");
        assertTrue(said.contains("\n[-Dname=two words]\n[-XX:+UseG1GC]\n[-Dother=a b]\n"), said);
        assertTrue(!said.contains("ParallelGC"), said);
        String open = launch(launcher, root, Map.of("SYNFIRE_JAVA_OPTIONS", "-Da=\"b"), "chip");
        assertTrue(open.startsWith("synfire: SYNFIRE_JAVA_OPTIONS has a quote that does not end: "), open);
        assertTrue(launch(launcher, root, Map.of(), "chip").contains("\n[-XX:+UseParallelGC]\n"));
    }

    @Test
    void passesJavaOptions() throws Exception {
        jdk("jvm/one", "25");
        String said = launch(launcher, root, Map.of("SYNFIRE_JAVA_OPTIONS", "-Xmx2g -Xint"), "chip");
        assertTrue(said.contains("\n[-Xmx2g]\n[-Xint]\n"), said);
    }

    /** A JDK that leaves what the real one leaves, and that says nothing then. */
    private Path preparingJdk(String home) throws IOException {
        Path jdk = jdk(home, "25.0.1");
        executable(jdk.resolve("bin/java"), """
            #!/bin/sh
            for a; do
              case $a in
                -XX:DumpLoadedClassList=*) touch "${a#*=}"; for last; do :; done; mkdir "$last"; exit 0 ;;
                -Xshare:dump) isDump=yes ;;
                -XX:SharedArchiveFile=*) [ -z "$isDump" ] || { touch "${a#*=}"; exit 0; } ;;
              esac
            done
            echo "java"
            for a; do echo "[$a]"; done
            """);
        return jdk;
    }

    private static boolean isFast(String said) {
        return said.contains("/tools/target/start/classes.jsa]")
                && said.contains("[-Donnxruntime.native.path=")
                && said.contains("[-Xlog:cds=off,");
    }

    /** Whether it prepares, by the log that this leaves. */
    private boolean prepares(Map<String, String> environment) throws IOException, InterruptedException {
        Path log = root.resolve("tools/target/start/log");
        Files.deleteIfExists(log);
        assertTrue(isFast(launch(launcher, root, environment, "run")));
        return Files.exists(log);
    }

    @Test
    void preparesFasterStartsOnceForABuildAndAJdk() throws Exception {
        Map<String, String> one = Map.of("JAVA_HOME", preparingJdk("mine").toString());
        Map<String, String> another = Map.of("JAVA_HOME", preparingJdk("other").toString());
        assertTrue(prepares(one), "the first time");
        assertTrue(!prepares(one), "the second time");
        assertTrue(prepares(another), "with another JDK");
        Files.writeString(libraries.resolve("id"), "build 2\n");
        assertTrue(prepares(another), "after another build");
        assertTrue(!prepares(another), "all is as before");
        assertTrue(Files.notExists(root.resolve("tools/target/start.lock")));
    }

    @Test
    void startsWithoutAnArchiveWhereNoneCanBeMade() throws Exception {
        jdk("jvm/one", "25");
        executable(directory.resolve("jvm/one/bin/java"), """
            #!/bin/sh
            case "$*" in *Rehearsal*) echo rehearsed >> "$0.log"; exit 1 ;; esac
            for a; do echo "[$a]"; done
            """);
        for (int i = 0; i < 2; i++) {
            String said = launch(launcher, root, Map.of(), "run");
            assertTrue(said.endsWith("[org.synfire.tools.Synfire]\n[run]\nstatus 0"), said);
            assertTrue(!said.contains("SharedArchive") && !said.contains("native.path"), said);
        }
        assertEquals("rehearsed\n", Files.readString(directory.resolve("jvm/one/bin/java.log")), "tried once");
    }

    @Test
    void commandsWithoutKernelsDoWithoutTheIncubatingModule() throws Exception {
        jdk("jvm/one", "25");
        for (String command : new String[] {"--version", "chip", "map", "help", "report", "-h"}) {
            assertTrue(!launch(launcher, root, Map.of(), command).contains("incubator"), command);
        }
        for (String command : new String[] {"run", "noc", "sparsify", "reproduce"}) {
            assertTrue(launch(launcher, root, Map.of(), command).contains("[jdk.incubator.vector]"), command);
        }
    }

    @Test
    void anUnpackedDistributionNeedsNoMaven() throws Exception {
        jdk("jvm/one", "25");
        Path unpacked = Files.createDirectories(directory.resolve("unpacked one"));
        Files.writeString(Files.createDirectories(unpacked.resolve("lib")).resolve("id"), "build 1\n");
        Files.copy(launcher, unpacked.resolve("synfire"));
        Files.delete(directory.resolve("bin/mvn"));
        Files.createDirectories(directory.resolve("elsewhere"));
        String said = launch(unpacked.resolve("synfire"), directory.resolve("elsewhere"), Map.of(), "run", "--quiet");
        assertTrue(said.startsWith("jvm/one in " + directory.resolve("elsewhere")), said);
        assertTrue(said.contains("unpacked one/lib/*\n"), said);
        assertTrue(Files.exists(unpacked.resolve("start/stamp")));
        assertTrue(launch(unpacked.resolve("synfire"), directory, Map.of(), "bench")
                .startsWith("synfire: benchmarks are not in the distribution"));
        assertTrue(launch(unpacked.resolve("synfire"), directory, Map.of(), "train", "--out", "x")
                .startsWith("synfire: training is not in the distribution"));
    }

    @Test
    void twoFirstBuildsAtOnceAreOne() throws Exception {
        jdk("jvm/one", "25");
        Files.delete(built);
        executable(directory.resolve("bin/mvn"), "#!/bin/sh\necho build >> '" + directory + "/builds'\nsleep 1\n");
        ProcessBuilder both = new ProcessBuilder("sh", "-c", "\"$0\" chip & \"$0\" chip & wait", launcher.toString());
        both.environment().keySet().removeAll(List.of("JAVA_HOME", "HOME", "SYNFIRE_JAVA_OPTIONS"));
        both.environment().put("PATH", directory.resolve("bin") + ":/usr/bin:/bin");
        Process started = both.redirectErrorStream(true).start();
        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals("build\n", Files.readString(directory.resolve("builds")));
        assertEquals(2, said.split("\\[chip]", -1).length - 1, said);
        assertTrue(Files.notExists(root.resolve("tools/target/building")));
    }

    @Test
    void aLauncherThatWasKilledHoldsNobodyUp() throws Exception {
        jdk("jvm/one", "25");
        Files.delete(built);
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Files.createSymbolicLink(root.resolve("tools/target/building"), Path.of("" + ended.pid()));
        assertTrue(launch(launcher, directory, Map.of(), "chip").contains("\nmvn -B "));
    }

    @Test
    void startsJavaFilesWithTheWholeApi() throws Exception {
        jdk("jvm/one", "25");
        Path file = Files.writeString(directory.resolve("My Experiment.java"), "");
        String said = launch(launcher, directory, Map.of(), "java", "My Experiment.java", "--help", "a b");
        assertTrue(said.contains("[jdk.incubator.vector]\n[--enable-native-access=ALL-UNNAMED]\n"), said);
        assertTrue(said.contains("repository/tools/target/lib/*]\n[My Experiment.java]\n[--help]\n[a b]\n"), said);
        assertTrue(!said.contains("[java]") && Files.exists(file), said);
        assertTrue(launch(launcher, directory, Map.of(), "java", "No.java").startsWith("synfire: there is no file"));
        assertTrue(launch(launcher, directory, Map.of(), "java").startsWith("synfire: which file?"));
        assertTrue(launch(launcher, directory, Map.of(), "java", "--help")
                .endsWith("[org.synfire.tools.Synfire]\n[java]\n[--help]\nstatus 0"));
    }

    @Test
    void opensTheShellWithTheWholeApi() throws Exception {
        Path jdk = jdk("jvm/one", "25");
        executable(jdk.resolve("bin/jshell"), "#!/bin/sh\necho \"path $CLASSPATH\"\nfor a; do echo \"[$a]\"; done\n");
        String said = launch(launcher, directory, Map.of("SYNFIRE_JAVA_OPTIONS", "-Xmx2g"), "shell", "-s", "-");
        assertTrue(said.startsWith("path ") && said.contains("repository/tools/target/lib/*\n"), said);
        assertTrue(said.contains("""
            [-R--add-modules=jdk.incubator.vector]
            [-R--enable-native-access=ALL-UNNAMED]
            [-R--add-opens=java.base/jdk.internal.misc=ALL-UNNAMED]
            [-R-XX:+UseParallelGC]
            [-R-Xmx2g]
            """), said);
        assertTrue(said.contains("/tools/target/lib/shell.jsh]\n[-s]\n[-]\n"), said);
    }

    @Test
    void buildsTheBenchmarksForThoseWhoMeasure() throws Exception {
        jdk("jvm/one", "25");
        String first = launch(launcher, directory, Map.of(), "bench", "--list");
        assertTrue(
                first.startsWith("synfire: building the benchmarks (once;") && first.contains(" -pl bench -am "),
                first);
        assertTrue(first.contains("[org.synfire.bench.Benchmarks]\n[--list]\n"), first);
        assertTrue(launch(launcher, directory, Map.of(), "bench", "Ring").startsWith("jvm/one"));
    }

    /** What can be held of it without Windows: it passes the same options, and every jump has its label. */
    @Test
    void theLauncherForWindowsHasTheSameOptions() throws IOException {
        String windows = Files.readString(RepositoryFiles.root().resolve("tools/src/main/distribution/synfire.bat"));
        String bash = Files.readString(RepositoryFiles.root().resolve("synfire"));
        String options = Pattern.compile("(?s)\noptions=\\((.*?)\\)")
                .matcher(bash)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1)
                .replaceAll("\\s+", " ");
        assertEquals(
                options,
                value(windows, "MODULES")
                        + " "
                        + value(windows, "OPTIONS").replace("%COLLECTOR%", value(windows, "COLLECTOR")));
        String jshell = options.replaceAll("(--add-\\S+) ", "$1=").replaceAll("(^| )-", "$1-R-");
        assertTrue(windows.contains("\"%JSHELL%\" " + jshell + " "), "jshell's programs have other options");
        Set<String> labels = found(windows, "(?m)^:(\\w+)$");
        assertEquals(labels, found(windows, "(?:goto |call :)(\\w+)"), "each label is used, and each jump has one");
    }

    private static String value(String script, String name) {
        return Pattern.compile("(?m)^set \"" + name + "=(.+)\"$")
                .matcher(script)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static Set<String> found(String script, String pattern) {
        return Pattern.compile(pattern)
                .matcher(script)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
