optimizer = dict(type='SGD', lr=0.02, momentum=0.9)
lr_config = dict(policy='poly', power=0.9, min_lr=1e-4, by_epoch=False, warmup='linear', warmup_iters=50, warmup_ratio=0.001)
runner = dict(type='IterBasedRunner', max_iters=400, x='')
