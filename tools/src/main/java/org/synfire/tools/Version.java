package org.synfire.tools;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version, from the file that the build fills in. */
final class Version implements IVersionProvider {
    static String number() {
        return property("version");
    }

    /** The commit, with {@code -dirty} where files were changed; {@code unknown} where the build had no repository. */
    static String commit() {
        String commit = property("commit");
        return commit.isBlank() || commit.startsWith("$") ? "unknown" : commit;
    }

    private static String property(String key) {
        try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return properties.getProperty(key);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What {@code synfire --version} prints. */
    static List<String> lines() {
        return List.of("synfire " + number(), "Java " + Runtime.version());
    }

    @Override
    public String[] getVersion() {
        return lines().toArray(String[]::new);
    }
}
