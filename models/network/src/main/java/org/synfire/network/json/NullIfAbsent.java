package org.synfire.network.json;

import com.fasterxml.jackson.annotation.JacksonAnnotationsInside;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An {@link java.util.Optional} of a record that JSON has as its value, or as null where there is none; a key that is
 * missing counts as null.
 */
@JacksonAnnotationsInside
@JsonSerialize(using = OptionalValue.Writer.class)
@JsonDeserialize(using = OptionalValue.Reader.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
public @interface NullIfAbsent {}
