package org.synfire.tools.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.synfire.engine.file.WholeFile;

/** A page in a folder, and its drawings beside it as files of their own. */
public final class PageFiles {
    private PageFiles() {}

    /**
     * Writes them.
     *
     * @param folder that is there
     * @param name of the page's file
     * @param page as HTML, made by a class of this package
     * @throws IOException if one of them cannot be written
     */
    public static void write(Path folder, String name, String page) throws IOException {
        for (Map.Entry<String, String> drawing : SvgFiles.of(page).entrySet()) {
            WholeFile.write(folder.resolve(drawing.getKey()), drawing.getValue());
        }
        WholeFile.write(folder.resolve(name), page);
    }
}
