package org.synfire.tools.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The prose of a Markdown page as sentences: headings, tables, code, pictures and HTML are left out.
 *
 * <p>A sentence ends with a full stop, a question or an exclamation mark, or with a colon at the end of its line. What
 * has no such end, as an item of a list may, is a fragment. Code in a sentence counts as one word, a link as its text;
 * a bold label at the beginning of a line belongs to no sentence.
 *
 * @param page name of the page
 * @param lines its prose, line by line
 */
record Prose(String page, List<Line> lines) {
    private static final Pattern CODE = Pattern.compile("``[^`]+``|`[^`]+`");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]*]\\([^)]*\\)");
    private static final Pattern LINK = Pattern.compile("\\[([^]]+)]\\([^)]*\\)");
    private static final Pattern ITEM = Pattern.compile("([-*+]|\\d+\\.)\\s+");
    private static final Pattern LABEL = Pattern.compile("^\\*\\*[^*]+[.:]\\*\\*\\s+");
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?][)\"*_]*\\s+(?=[\"(*_]*[A-Z0-9])");
    private static final Pattern ABBREVIATION =
            Pattern.compile("(^|[\\s(])(eqs?|al|vs|etc|Fig|No|e\\.g|i\\.e|approx)\\.\\s+$");
    private static final Pattern WORD = Pattern.compile("\\S*[\\p{L}\\p{N}]\\S*");

    /**
     * A line of prose.
     *
     * @param number from 1
     * @param sentences what it holds
     * @param isContinued whether the next line goes on with its last sentence
     */
    record Line(int number, List<Sentence> sentences, boolean isContinued) {}

    /**
     * A sentence, or the part of one that stands in a line.
     *
     * @param text without Markdown
     * @param isWhole whether it has an end
     */
    record Sentence(String text, boolean isWhole) {
        int words() {
            return (int) WORD.matcher(text).results().count();
        }
    }

    /** Reads a page. */
    static Prose of(String page, String markdown) {
        List<Line> lines = new ArrayList<>();
        String[] all = markdown.split("\\R", -1);
        boolean isCode = false;
        for (int i = 0; i < all.length; i++) {
            isCode ^= isFence(all[i]);
            if (!isCode && isProse(all, i)) {
                List<Sentence> sentences = sentences(plain(all[i]));
                boolean isContinued = i + 1 < all.length
                        && isProse(all, i + 1)
                        && !isFence(all[i + 1])
                        && !ITEM.matcher(all[i + 1].strip()).lookingAt()
                        && !sentences.isEmpty()
                        && !sentences.getLast().isWhole();
                if (!sentences.isEmpty()) {
                    lines.add(new Line(i + 1, sentences, isContinued));
                }
            }
        }
        return new Prose(page, List.copyOf(lines));
    }

    private static boolean isFence(String line) {
        return line.strip().startsWith("```");
    }

    private static boolean isProse(String[] lines, int i) {
        String text = lines[i].strip();
        boolean isIndentedCode = lines[i].startsWith("    ");
        return !text.isEmpty() && !isFence(text) && !isIndentedCode && !text.matches("[#|<].*|---+|===+");
    }

    private static String plain(String line) {
        String text = line.strip();
        Matcher item = ITEM.matcher(text);
        text = item.lookingAt() ? text.substring(item.end()) : text;
        text = LABEL.matcher(text).replaceFirst("");
        text = PICTURE.matcher(text).replaceAll("");
        text = CODE.matcher(text).replaceAll("Code");
        text = LINK.matcher(text).replaceAll("$1");
        return text.replaceAll("\\*\\*|(?<!\\w)\\*|\\*(?!\\w)", "").strip();
    }

    private static List<Sentence> sentences(String text) {
        List<Sentence> sentences = new ArrayList<>();
        int from = 0;
        Matcher end = SENTENCE_END.matcher(text);
        while (end.find()) {
            if (!ABBREVIATION.matcher(text.substring(from, end.end())).find()) {
                sentences.add(sentence(text.substring(from, end.end())));
                from = end.end();
            }
        }
        if (from < text.length()) {
            sentences.add(sentence(text.substring(from)));
        }
        return List.copyOf(sentences);
    }

    private static Sentence sentence(String text) {
        String stripped = text.strip();
        return new Sentence(stripped, stripped.matches(".*[.!?:][)\"*_]*"));
    }
}
