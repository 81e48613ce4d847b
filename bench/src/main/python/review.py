"""The review's training of LeNet-5 by PyTorch, its slips mended: what `./lenet5 train` does.

    python3 review.py FOLDER EPOCHS

FOLDER holds MNIST as torchvision keeps it, MNIST/raw/train-images-idx3-ubyte and so on. Adam, 0.001, batch
32, seed 42; images are resized each time they are loaded; after each epoch comes the accuracy on both sets.
The review's plot is left out.
"""

import sys
from datetime import datetime

import torch
import torch.nn as nn
import torch.nn.functional as F

BATCH_SIZE = 32
LEARNING_RATE = 0.001


class LeNet5(nn.Module):
    def __init__(self, n_classes):
        super().__init__()
        self.feature_extractor = nn.Sequential(
            nn.Conv2d(1, 6, kernel_size=5),
            nn.Tanh(),
            nn.AvgPool2d(kernel_size=2),
            nn.Conv2d(6, 16, kernel_size=5),
            nn.Tanh(),
            nn.AvgPool2d(kernel_size=2),
            nn.Conv2d(16, 120, kernel_size=5),
            nn.Tanh(),
        )
        self.classifier = nn.Sequential(nn.Linear(120, 84), nn.Tanh(), nn.Linear(84, n_classes))

    def forward(self, x):
        logits = self.classifier(torch.flatten(self.feature_extractor(x), 1))
        return logits, F.softmax(logits, dim=1)


def train_step(model, criterion, optimizer, images, labels):
    """Returns the batch's mean loss, before the step."""
    optimizer.zero_grad()
    logits, _ = model(images)
    loss = criterion(logits, labels)
    value = loss.item()
    loss.backward()
    optimizer.step()
    return value


def train(loader, model, criterion, optimizer):
    model.train()
    total = 0
    for images, labels in loader:
        total += train_step(model, criterion, optimizer, images, labels) * len(labels)
    return total / len(loader.dataset)


def validate(loader, model, criterion):
    model.eval()
    total = 0
    for images, labels in loader:
        logits, _ = model(images)
        total += criterion(logits, labels).item() * len(labels)
    return total / len(loader.dataset)


def accuracy(loader, model):
    model.eval()
    right = 0
    for images, labels in loader:
        _, probabilities = model(images)
        right += (probabilities.argmax(1) == labels).sum().item()
    return right / len(loader.dataset)


def main(folder, epochs):
    from torch.utils.data import DataLoader
    from torchvision import datasets, transforms

    torch.manual_seed(42)
    transform = transforms.Compose([transforms.Resize((32, 32)), transforms.ToTensor()])
    train_set = datasets.MNIST(folder, train=True, transform=transform)
    valid_set = datasets.MNIST(folder, train=False, transform=transform)
    train_loader = DataLoader(train_set, BATCH_SIZE, shuffle=True)
    valid_loader = DataLoader(valid_set, BATCH_SIZE)
    model = LeNet5(10)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    for epoch in range(epochs):
        train_loss = train(train_loader, model, criterion, optimizer)
        with torch.no_grad():
            valid_loss = validate(valid_loader, model, criterion)
            train_accuracy = accuracy(train_loader, model)
            valid_accuracy = accuracy(valid_loader, model)
        print(
            f"{datetime.now():%H:%M:%S} --- Epoch: {epoch}\t"
            f"Train loss: {train_loss:.4f}\tValid loss: {valid_loss:.4f}\t"
            f"Train accuracy: {100 * train_accuracy:.2f}\tValid accuracy: {100 * valid_accuracy:.2f}",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
