#
# Copyright 2026 the MimickNet for Spark authors
# SPDX-License-Identifier: Apache-2.0
#

"""A gray-box training step in Python PyTorch, beside the column images_per_s of training_runs.

Usage: training_step.py [--channels-last] [--steps 24]

The same network, loss (1 - SSIM + MAE), optimiser, batch and crop as the model that comes with the
program; one thread; random images. Prints the median. Needs torch of requirements.txt.
"""

import argparse
import statistics
import time

import torch
import torch.nn.functional as F
from torch import nn

FILTERS, LEVELS, BATCH, ROWS, COLUMNS, WARM_UP = 16, 5, 4, 256, 128, 4


def two_convolutions(channels):
    return nn.ModuleList(
        nn.Conv2d(inputs, FILTERS, 3, padding=1) for inputs in (channels, FILTERS))


class UNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = nn.ModuleList(
            two_convolutions(FILTERS if level else 1) for level in range(LEVELS))
        self.up = nn.ModuleList(
            nn.ConvTranspose2d(FILTERS, FILTERS, 2, 2) for _ in range(LEVELS - 1))
        self.decoder = nn.ModuleList(two_convolutions(2 * FILTERS) for _ in range(LEVELS - 1))
        self.last = nn.Conv2d(FILTERS, 1, 1)

    def forward(self, x):
        skips = []
        for level, convolutions in enumerate(self.encoder):
            for convolution in convolutions:
                x = F.relu(convolution(x))
            if level < LEVELS - 1:
                skips.append(x)
                x = F.max_pool2d(x, 2)
        for up, convolutions in zip(self.up, self.decoder):
            x = torch.cat([up(x), skips.pop()], 1)
            for convolution in convolutions:
                x = F.relu(convolution(x))
        return self.last(x)


def one_minus_ssim(a, b):
    taps = torch.exp(-((torch.arange(11.0) - 5) ** 2) / (2 * 1.5**2))
    taps = taps / taps.sum()
    maps = torch.cat([a, b, a * a + b * b, a * b])
    maps = F.conv2d(F.conv2d(maps, taps.view(1, 1, 11, 1)), taps.view(1, 1, 1, 11))
    mean_a, mean_b, squares, product = maps.chunk(4)
    means = mean_a * mean_a + mean_b * mean_b
    both = mean_a * mean_b
    luminance = (2 * both + 1e-4) / (means + 1e-4)
    return 1 - (luminance * (2 * (product - both) + 9e-4) / (squares - means + 9e-4)).mean()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--steps", type=int, default=24)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(1)
    network = UNet()
    if options.channels_last:
        network = network.to(memory_format=torch.channels_last)
    adam = torch.optim.Adam(network.parameters(), 2e-3, eps=1e-7)
    das, clinical = torch.rand(2, BATCH, 1, ROWS, COLUMNS)
    seconds = []
    for _ in range(WARM_UP + options.steps):
        start = time.perf_counter()
        adam.zero_grad()
        output = network(das)
        loss = one_minus_ssim(output, clinical) + (output - clinical).abs().mean()
        loss.backward()
        adam.step()
        seconds.append(time.perf_counter() - start)
    median = statistics.median(seconds[WARM_UP:])
    print(f"PyTorch {torch.__version__}: {1000 * median:.1f} ms, {BATCH / median:.1f} images/s")


if __name__ == "__main__":
    main()
