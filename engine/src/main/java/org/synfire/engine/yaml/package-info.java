/**
 * YAML files whose values know their place, so that whatever is wrong with them is reported with file, line and column.
 */
package org.synfire.engine.yaml;
