package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;

/** One command line that was run in this process: its exit status and what it wrote. */
record Invocation(int status, String out, String err) {
    static Invocation of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Synfire.execute(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Invocation(status, out.toString(), err.toString());
    }

    /** One that must succeed without a word on standard error. */
    static Invocation done(String... arguments) {
        Invocation invocation = of(arguments);
        assertEquals("", invocation.err());
        assertEquals(ExitStatus.DONE, invocation.status());
        return invocation;
    }

    /** Standard output, which must be JSON and nothing else. */
    JsonNode json() {
        try {
            return new ObjectMapper().readTree(out);
        } catch (JsonProcessingException noJson) {
            throw new AssertionError("not JSON: " + out, noJson);
        }
    }
}
