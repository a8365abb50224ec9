"""The networks of resources/graphs in PyTorch, layer for layer."""

import torch
from torch import nn

# Learnable numbers, as `signalbox check` counts them: what is timed must be the same network.
PARAMETERS = {
    "vgg-small": 2_670_795,
    "vgg-small-fast": 2_670_795,
    "resnet-tiny": 80_187,
    "inception-tiny": 186_955,
}


def build(name, gamma="torch7"):
    """A network by the name of its graph. `gamma`: how the weights of batch normalisation start, uniform in [0, 1)
    as in Torch7, or at 1 as in PyTorch. All other weights start alike in both."""
    network = {
        "vgg-small": vgg_small,
        "vgg-small-fast": lambda: without_dropout(vgg_small()),
        "resnet-tiny": ResnetTiny,
        "inception-tiny": InceptionTiny,
    }[name]()
    found = sum(tensor.numel() for tensor in network.parameters())
    assert found == PARAMETERS[name], f"{name} has {found} parameters, expected {PARAMETERS[name]}"
    if gamma == "torch7":
        for module in network.modules():
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
                nn.init.uniform_(module.weight, 0, 1)
    return network


def relu():
    return nn.ReLU(inplace=True)


def vgg_small():
    """The tutorial's: three blocks of two convolutions, then 512 features."""

    def block(inputs, outputs):
        return [
            nn.Conv2d(inputs, outputs, 3, padding=1),
            nn.BatchNorm2d(outputs, eps=1e-3),
            relu(),
            nn.Conv2d(outputs, outputs, 3, padding=1),
            nn.BatchNorm2d(outputs, eps=1e-3),
            relu(),
            nn.MaxPool2d(2),
            nn.Dropout(0.2),
        ]

    return nn.Sequential(
        *block(3, 32),
        *block(32, 64),
        *block(64, 128),
        nn.Flatten(),
        nn.Dropout(0.5),
        nn.Linear(4608, 512),
        nn.BatchNorm1d(512),
        relu(),
        nn.Linear(512, 43),
        nn.LogSoftmax(1),
    )


def without_dropout(network):
    return nn.Sequential(*(module for module in network if not isinstance(module, nn.Dropout)))


class Residual(nn.Module):
    """Two 3x3 convolutions beside a shortcut: the input itself, or a 1x1 convolution where the size changes."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.branch = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
            relu(),
            nn.Conv2d(outputs, outputs, 3, padding=1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        same = inputs == outputs and stride == 1
        projection = (nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        self.shortcut = nn.Identity() if same else nn.Sequential(*projection)

    def forward(self, x):
        return torch.relu(self.branch(x) + self.shortcut(x))


class ResnetTiny(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(3, 16, 3, padding=1, bias=False),
            nn.BatchNorm2d(16),
            relu(),
            Residual(16, 16, 1),
            Residual(16, 32, 2),
            Residual(32, 64, 2),
            nn.AvgPool2d(12, 1),
            nn.Flatten(),
            nn.Linear(64, 43),
            nn.LogSoftmax(1),
        )


class Inception(nn.Module):
    """Four branches, 1x1, 3x3, 5x5 and pooled, joined along the channels."""

    def __init__(self, inputs, one, three, five, pooled):
        super().__init__()
        self.branches = nn.ModuleList(
            [
                nn.Sequential(nn.Conv2d(inputs, one, 1), relu()),
                nn.Sequential(nn.Conv2d(inputs, three, 3, padding=1), relu()),
                nn.Sequential(nn.Conv2d(inputs, five, 5, padding=2), relu()),
                nn.Sequential(nn.MaxPool2d(3, 1, padding=1), nn.Conv2d(inputs, pooled, 1), relu()),
            ]
        )

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], 1)


class InceptionTiny(nn.Sequential):
    def __init__(self):
        super().__init__(
            nn.Conv2d(3, 24, 3, padding=1),
            nn.BatchNorm2d(24),
            relu(),
            nn.MaxPool2d(2),
            Inception(24, 16, 24, 8, 8),
            nn.BatchNorm2d(56),
            nn.MaxPool2d(2),
            Inception(56, 24, 40, 12, 12),
            nn.BatchNorm2d(88),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.4),
            nn.Linear(88 * 6 * 6, 43),
            nn.LogSoftmax(1),
        )
