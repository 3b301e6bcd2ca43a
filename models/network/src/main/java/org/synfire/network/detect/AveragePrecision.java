package org.synfire.network.detect;

/**
 * Average precision by four rules, each 0..1.
 *
 * @param elevenPoints VOC 2007: mean of the precision at 11 recalls, at an overlap of 0.5
 * @param area VOC from 2010 on: area under the precision, at an overlap of 0.5
 * @param coco50 COCO: mean of the precision at 101 recalls, at an overlap of 0.5
 * @param coco the same as a mean over the overlaps 0.5, 0.55 to 0.95
 */
public record AveragePrecision(double elevenPoints, double area, double coco50, double coco) {}
