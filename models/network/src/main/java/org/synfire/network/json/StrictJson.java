package org.synfire.network.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/**
 * JSON that is read as it stands: a text is no number, a number with a fraction is no integer, and no key is there
 * twice.
 */
public final class StrictJson {
    private StrictJson() {}

    /** A new reader. It knows every key of what it reads, or refuses. */
    public static ObjectMapper mapper() {
        return JsonMapper.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /**
     * What is wrong with a text, in words without names of Java.
     *
     * @param wrong what the reader threw
     * @return with the place: the line and column, or the key
     */
    public static String reason(JsonProcessingException wrong) {
        return switch (wrong) {
            case UnrecognizedPropertyException unknown -> "the key " + place(unknown) + " is not known";
            case JsonMappingException mapping
            when !mapping.getPath().isEmpty() ->
                "the value of " + place(mapping) + " is not of the kind expected there";
            case JsonMappingException _ -> "it is not an object with the keys expected";
            default ->
                String.format(
                        Locale.ROOT,
                        "line %d, column %d: not JSON",
                        wrong.getLocation() == null ? 1 : wrong.getLocation().getLineNr(),
                        wrong.getLocation() == null ? 1 : wrong.getLocation().getColumnNr());
        };
    }

    private static String place(JsonMappingException mapping) {
        StringBuilder place = new StringBuilder();
        for (JsonMappingException.Reference reference : mapping.getPath()) {
            if (reference.getFieldName() == null) {
                place.append('[').append(reference.getIndex()).append(']');
            } else {
                place.append(place.isEmpty() ? "" : ".").append(reference.getFieldName());
            }
        }
        return place.toString();
    }
}
