/** How close one image is to another: SSIM, PSNR, MSE, MAE, correlation (SCIENCE.md section 4). */
package org.mimicknet.metrics;
